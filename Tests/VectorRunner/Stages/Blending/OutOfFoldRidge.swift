import SluiceNumerics

extension Adapter {
    static let outOfFoldRidge = Adapter(
        "a02_oof_ridge_simplex", constant: .parameter("alpha")
    ) { vector in
        let forecasts = try vector.input["models"].array().map {
            try vector.input["predictions"][$0.text()].doubles()
        }
        let outcomes = try vector.input["targets"].doubles()
        let plain = try OutOfFoldRidge(.plain(alpha: vector.parameters["alpha"].double()))
            .fit(forecasts: forecasts, outcomes: outcomes)
        let scaled = try OutOfFoldRidge(
            .standardised(alphaPerRow: vector.parameters["alpha_per_row"].double())
        ).fit(forecasts: forecasts, outcomes: outcomes)
        return .object([
            "rows_used": .integer(plain?.rows ?? 0),
            "beta": plain.map { .numbers($0.coefficients) } ?? .null,
            "weights": plain.map { .numbers($0.weights) } ?? .null,
            "scaled": scaled.map {
                .object(["beta": .numbers($0.coefficients), "weights": .numbers($0.weights)])
            } ?? .null,
        ])
    }
}
