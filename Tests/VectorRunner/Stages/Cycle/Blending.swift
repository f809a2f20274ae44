import SluiceNumerics

extension Adapter {
    /// The history is of calibrated values; families are the same in every cycle, so that time aligns them.
    static let blending = Adapter("blending", constant: .parameter("temperature")) { vector in
        let parameters = vector.parameters
        let cycles = try vector.input["cycles"].array()
        let names = try cycles.first?["calibrated"].keys() ?? []
        var history = try HistoryBlend(
            members: names.count, window: parameters["history"].integer(),
            start: parameters["min_history"].integer(), rule: RidgeWeighting(parameters),
            temperature: Temperature(parameters["temperature"].double()))
        let blend = MemberBlend()
        let results = try cycles.map { cycle -> JSON in
            let values = try cycle["calibrated"].doubles(names)
            let confidences = try cycle["overall_confidence"].doubles(names)
            history.push(values)
            let weights = try history.weights(cycle["ic"].doubles(names))
            var (alpha, confidence) = (MemberBlend.Sum(), MemberBlend.Sum())
            for member in names.indices {
                alpha.add(values[member], weight: weights[member])
                confidence.add(confidences[member], weight: weights[member])
            }
            return .object([
                "alpha": .number(blend.value(of: alpha)),
                "confidence": .number(blend.value(of: confidence)),
                "weights": .numbers(names, weights),
            ])
        }
        return .object(["cycles": .array(results)])
    }
}
