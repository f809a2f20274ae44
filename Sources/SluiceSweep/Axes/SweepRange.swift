import Glibc
import SluiceMarket
import SluiceNumerics

/// Two numbers with one unit, between which the values of an axis are drawn.
package struct SweepRange: Hashable, Sendable {
    /// The unit behind each number, such as `%`; empty for none.
    package let unit: String
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool
    private let isWhole: Bool

    /// Reads `lo..hi` or `lo..hi:log`; nil when it is none.
    ///
    /// Both ends without point and exponent, such as `5..50`, make an axis of whole numbers.
    package init?(_ text: String) {
        var text = text[...]
        let isLogarithmic = text.hasSuffix(":log")
        if isLogarithmic { text = text.dropLast(4) }
        guard let dots = text.firstRange(of: ".."),
            let low = End(text[..<dots.lowerBound]), let high = End(text[dots.upperBound...]),
            low.unit == high.unit
        else { return nil }
        (unit, self.low, self.high) = (low.unit, low.number, high.number)
        (self.isLogarithmic, isWhole) = (isLogarithmic, low.isWhole && high.isWhole)
        guard sampling != nil, low.number < high.number else { return nil }
    }

    private var sampling: SamplingRange? {
        try? SamplingRange(
            low, high, spread: isLogarithmic ? .logarithmic : .uniform, isWhole: isWhole)
    }

    /// The value at a share of the range from 0 up to but not including 1, with its unit.
    ///
    /// Rounded to six significant digits, which a person can read and a file can keep.
    package func value(at share: Double) -> String {
        let value = sampling?.value(at: share) ?? low
        guard !isWhole else { return value.plainDecimal + unit }
        return min(max(Self.rounded(value), low), high).plainDecimal + unit
    }

    private static func rounded(_ value: Double) -> Double {
        guard value != 0 else { return 0 }
        let digits = 5 - Int(log10(value.magnitude).rounded(.down))
        // A power of ten up to 22 is exact, and so each step is rounded once.
        let scale = pow(10, Double(abs(digits)))
        return digits >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    }

    /// A number and what stands behind it.
    private struct End {
        let number: Double
        let unit: String
        let isWhole: Bool

        init?(_ text: Substring) {
            let split = text.lastIndex { $0.isASCII && $0.isNumber }.map(text.index(after:))
            guard let split, let number = Double(text[..<split]), number.isFinite else { return nil }
            (self.number, unit) = (number, String(text[split...]))
            isWhole = text[..<split].allSatisfy { $0.isNumber || $0 == "-" }
        }
    }
}
