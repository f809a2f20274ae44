import SluiceNumerics

extension Adapter {
    static let simplexProjection = Adapter(
        "a01_simplex_projection", constant: .first("v")
    ) { vector in
        var weights = try vector.input["v"].doubles()
        var span = weights.mutableSpan
        SimplexProjection.project(&span)
        return .numbers(weights)
    }
}
