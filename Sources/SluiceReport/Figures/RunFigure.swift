import SluiceDocument
import SluiceMarket

/// One number of a report, with its name and unit.
public struct RunFigure: Hashable, Sendable {
    /// What a number is in.
    public enum Unit: String, Sendable {
        /// A fraction, shown as a percentage.
        case fraction
        /// A plain number.
        case ratio
        /// The account's currency.
        case money
        /// A whole number.
        case count
        /// Basis points.
        case basisPoints = "bps"
        /// Days, a fraction where it must be.
        case days
        /// Seconds.
        case seconds
    }

    /// The name in JSON, in snake case.
    public let key: String
    /// The name for people.
    public let name: String
    /// The number; NaN where there is none.
    public let value: Double
    /// What it is in.
    public let unit: Unit

    init(_ key: String, _ name: String, _ value: Double, _ unit: Unit) {
        (self.key, self.name, self.value, self.unit) = (key, name, value, unit)
    }

    /// For people: a dash where there is no number.
    public var text: String { Self.text(value, unit) }

    static func text(_ value: Double, _ unit: Unit) -> String {
        guard !value.isNaN else { return "–" }
        guard value.isFinite else { return value > 0 ? "∞" : "-∞" }
        return switch unit {
        case .fraction: fixedText(value * 100, places: 2) + "%"
        case .ratio: fixedText(value, places: 3)
        case .money: grouped(fixedText(value, places: 2))
        case .count: grouped(fixedText(value, places: 0))
        case .basisPoints: fixedText(value, places: 1) + " bps"
        case .days: fixedText(value, places: 1)
        case .seconds: fixedText(value, places: 2) + " s"
        }
    }

    /// Commas between thousands.
    static func grouped(_ text: String) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return text }
        var result = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return (isNegative ? "-" : "") + result + (parts.count > 1 ? ".\(parts[1])" : "")
    }
}
