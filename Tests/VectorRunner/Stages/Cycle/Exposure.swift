import SluiceNumerics

extension Adapter {
    static let exposure = Adapter("exposure", constant: .parameter("max_gross")) { vector in
        let names = try vector.input["weights"].keys()
        let weights = try vector.input["weights"].doubles(names)
        let limits = try ExposureLimits(
            maxPosition: vector.parameters["max_position_pct"].double() / 100,
            maxGross: vector.parameters["max_gross"].double())
        let exposure = Exposure(of: weights.span)
        let violations = limits.violations(in: weights.span)
        let factor = limits.factor(exposure)
        return .object([
            "gross": .number(exposure.gross),
            "net": .number(exposure.net),
            "long": .number(exposure.long),
            "short": .number(exposure.short),
            "count": .integer(exposure.count),
            "available": .number(limits.available(exposure)),
            "violations": .integer(violations),
            "portfolio_valid": .boolean(violations == 0),
            "positions_over_limit": .array(
                names.indices.filter { !limits.allows(weight: weights[$0]) }.map { .text(names[$0]) }),
            "scaled": .numbers(names, weights.map { $0 * factor }),
            "clipped": .numbers(names, weights.map { limits.clipped($0) }),
        ])
    }
}
