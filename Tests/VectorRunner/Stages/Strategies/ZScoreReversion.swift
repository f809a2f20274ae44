import SluiceNumerics

extension Adapter {
    static let zScoreReversion = Adapter("b30_zscore_reversion", constant: .parameter("window")) { vector in
        let parameters = vector.parameters
        let rule = try ZScoreReversion(
            entry: parameters["z_in"].double(), exit: parameters["z_out"].double())
        var moments = try RollingMoments(series: 1, window: parameters["window"].integer())
        let marks = try vector.input["marks"].doubles()
        for mark in marks { moments.push(mark, series: 0) }
        let distance = ZScoreReversion.distance(of: marks.last ?? .nan, in: moments, series: 0)
        return .object([
            "z": .number(distance),
            "signal": .text(rule.signal(distance).rawValue),
            "confidence": .number(rule.confidence(distance)),
        ])
    }
}
