import SluiceMarket

extension Adapter {
    /// The ancestor's `auto_sync` is our `adopt`.
    static let reconciliation = Adapter("reconciliation", constant: .input("broker_cash")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let name = try parameters["mode"].text()
        guard let mode = PositionReconciliation.Mode(rawValue: name == "auto_sync" ? "adopt" : name) else {
            throw VectorFault("\(name) is no mode")
        }
        let result = try PositionReconciliation(
            local: input["local"].object().mapValues { try $0.amount() },
            localCash: input["local_cash"].amount(),
            venue: input["broker"].object().mapValues { try $0.amount() },
            venueCash: input["broker_cash"].amount(), mode: mode,
            quantityTolerance: parameters["qty_tolerance"].amount(),
            cashTolerance: parameters["cash_tolerance"].amount())
        let differences = result.differences.map { difference -> JSON in
            .array([
                .text(difference.instrument), .text(difference.kind.rawValue), .number(difference.local),
                .number(difference.venue), .boolean(mode == .adopt),
            ])
        }
        return .object([
            "discrepancies": .array(differences), "success": .boolean(result.isPassed),
            "cash_difference": .number(result.cashDifference), "cash_after": .number(result.cash),
            "local_after": .object(result.holdings.mapValues { .number($0) }),
        ])
    }
}
