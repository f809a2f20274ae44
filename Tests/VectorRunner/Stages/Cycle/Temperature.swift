import SluiceNumerics

extension Adapter {
    static let temperature = Adapter("temperature", constant: .parameter("temperature")) { vector in
        let names = try vector.input["weights"].keys()
        var weights = try vector.input["weights"].doubles(names)
        var span = weights.mutableSpan
        try Temperature(vector.parameters["temperature"].double()).apply(to: &span)
        return .object(["weights": .numbers(names, weights)])
    }
}
