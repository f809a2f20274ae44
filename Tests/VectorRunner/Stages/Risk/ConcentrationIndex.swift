import SluiceNumerics

extension Adapter {
    static let concentration = Adapter("b24_concentration", constant: .parameter("threshold")) { vector in
        let notionals = try vector.input["notionals"].array().map { try $0.decimal() }
        let concentration = Concentration(of: notionals.span)
        return .object([
            "hhi": .numberOrNull(concentration.index), "effective": .numberOrNull(concentration.effective),
            "alert": .boolean(concentration.exceeds(try vector.parameters["threshold"].decimal())),
        ])
    }
}
