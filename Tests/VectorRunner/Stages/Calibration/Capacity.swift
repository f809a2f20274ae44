import SluiceNumerics

extension Adapter {
    static let capacity = Adapter("capacity", constant: .parameter("kappa")) { vector in
        let rule = try Capacity(kappa: vector.parameters["kappa"].double())
        let value = try rule.value(
            daily: vector.input["adv_dollars"].double(), planned: vector.input["planned_dollars"].double())
        return .object(["capacity": .number(value)])
    }
}
