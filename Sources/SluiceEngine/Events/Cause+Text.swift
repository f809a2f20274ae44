public import SluiceKit
import SluiceMarket

extension Cause {
    /// The cause in words: `spread_too_wide, 14.2bps over 12bps`.
    public var text: String {
        guard observed.isFinite || limit.isFinite else { return reason.name }
        let seen = observed.isFinite ? " \(reason.unit.text(observed))" : ""
        let bound = limit.isFinite ? " (limit \(reason.unit.text(limit)))" : ""
        return "\(reason.name)\(seen)\(bound)"
    }
}

extension Reason.Unit {
    /// A number with its unit, as a pipeline file would write it.
    public func text(_ value: Double) -> String {
        switch self {
        case .none, .number: shortText(value)
        case .basisPoints: shortText(value) + "bps"
        case .percent: shortText(value) + "%"
        case .milliseconds: value >= 10_000 ? shortText(value / 1_000) + "s" : shortText(value) + "ms"
        case .bars: shortText(value) + " bars"
        }
    }
}

/// A number with at most four decimals and no needless zeros.
func shortText(_ value: Double) -> String {
    guard let exact = Amount(value, rounding: .halfEven), let step = Amount(0.0001, rounding: .halfEven),
        let rounded = try? exact.rounded(toMultipleOf: step, rounding: .halfEven)
    else { return String(value) }
    return rounded.description
}
