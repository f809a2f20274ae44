import SluiceKit
import SluiceMarket

/// What was fitted, as lines for a person.
struct FittedText {
    private let fitted: FittedBlend

    init(_ fitted: FittedBlend) { self.fitted = fitted }

    /// The lines: the stretch of time, then the weights and folds of each horizon.
    var lines: [String] {
        ["fitted on \(fitted.from.iso8601) to \(fitted.until.iso8601)"]
            + fitted.weights.flatMap { weights in
                [
                    "\(weights.horizon): \(weights.rows) rows, purge \(weights.purge), embargo \(weights.embargo)",
                    "  weights: \(text(weights))",
                ]
                    + weights.folds.map { fold in
                        "  fold \(fold.from.iso8601) to \(fold.until.iso8601): \(fold.rows) rows, correlation "
                            + (fold.correlation.map(Self.rounded) ?? "unknown")
                    }
            }
    }

    private func text(_ weights: FittedBlend.Weights) -> String {
        let parts = weights.values.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.rounded($0.value))" }
        let intercept = fitted.inputs == .horizons ? ["intercept \(Self.rounded(weights.intercept))"] : []
        return (intercept + parts).joined(separator: ", ")
    }

    private static func rounded(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
}
