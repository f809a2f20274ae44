import SluiceMarket

extension Adapter {
    static let marginWindow = Adapter("b07_margin_window", constant: .input("notional")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let schedule = try standardSchedule()
        let second = try input["hour"].integer() * 3_600 + input["minute"].integer() * 60
        let window = schedule.window(atSecondOfDay: second)
        let state = try MarginState(
            equity: input["equity"].amount(), notional: input["notional"].amount(),
            rates: schedule.rates(atSecondOfDay: second), highUtilization: parameters["alert"].amount(),
            nearLiquidation: parameters["liq_buffer"].amount())
        return .object([
            "window": .text(window.map { schedule.windows[$0].name } ?? schedule.usualName),
            "state": .object([
                "initial": .decimal(state.initial), "maintenance": .decimal(state.maintenance),
                "available": .decimal(state.available), "utilization": .decimal(state.utilization),
                "margin_call": .boolean(state.isMarginCall),
                "liquidation_risk": .boolean(state.isLiquidationRisk),
                "alert": .text(state.alert?.rawValue),
            ]),
        ])
    }

    /// The windows of the vectors, whose minutes count to their end.
    private static func standardSchedule() throws -> MarginSchedule {
        func rates(_ initial: String, _ maintenance: String) throws -> MarginSchedule.Rates {
            try made(
                MarginSchedule.Rates(
                    initial: JSON.text(initial).amount(), maintenance: JSON.text(maintenance).amount()),
                "rates")
        }
        func hours(_ texts: String...) throws -> [ClockWindow] {
            try texts.map { try made(ClockWindow(parsing: $0), "window") }
        }
        return try MarginSchedule(
            usual: rates("0.1", "0.05"),
            windows: [
                MarginSchedule.Window(
                    "pre_funding", hours("07:30-08:01", "15:30-16:01", "23:30-00:01"),
                    rates("0.25", "0.125")),
                MarginSchedule.Window("overnight", hours("22:00-06:00"), rates("0.2", "0.1")),
                MarginSchedule.Window("intraday", hours("14:00-16:00"), rates("0.15", "0.075")),
            ])
    }
}
