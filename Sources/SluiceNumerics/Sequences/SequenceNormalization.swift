import Glibc

/// How a window of rows is brought to a common scale before a model of sequences sees it.
///
/// The window is taken as a whole, in single precision, as in training. The methods that compare with the first row read
/// a row as open, high, low, close, volume: prices against the first close, volumes against the first volume. With
/// e = 1e-8, which keeps a divisor from being 0:
/// - `returns`: price / (first close + e) - 1, volume / (first volume + e) - 1
/// - `logReturns`: log(price / (first close + e) + e), and the same of volumes
/// - `minmax`: (x - min) / (max - min + e) over the column, so that a column that never moves is 0
/// - `none`: as it is
///
/// A first close or volume that is not above 0 is missing: no number can be compared with it. Worked number: closes 10
/// and 11 under `returns` are 0 and 0.1.
public struct SequenceNormalization: Hashable, Sendable {
    /// A way to a common scale.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        /// The change since the first row.
        case returns
        /// The logarithm of the ratio to the first row.
        case logReturns = "log_returns"
        /// The place between the column's least and greatest number.
        case minmax
        /// Nothing is changed.
        case none
    }

    /// How numbers are scaled.
    public let method: Method
    /// How many rows a window has.
    public let length: Int
    /// How many features a row has.
    public let features: Int

    private static let epsilon: Float = 1e-8
    private static let close = 3
    private static let volume = 4

    /// Refuses a window without rows or features, and a comparison with the first row of rows that are not open, high,
    /// low, close, volume.
    public init(_ method: Method, length: Int, features: Int) throws(InvalidParameter) {
        try require("length", length, in: 1...10_000)
        let comparesFirst = method == .returns || method == .logReturns
        try require("features", features, in: comparesFirst ? 5...5 : 1...10_000)
        (self.method, self.length, self.features) = (method, length, features)
    }

    /// Scales a window in place, number `row * features + feature`; whether every number of it is finite.
    ///
    /// What cannot be scaled is NaN afterwards, and no model should see the window.
    public func apply(_ window: UnsafeMutablePointer<Float>) -> Bool {
        switch method {
        case .returns, .logReturns: compare(window)
        case .minmax: for feature in 0..<features { spread(window + feature) }
        case .none: break
        }
        var isFinite = true
        for number in 0..<length * features where !window[number].isFinite { isFinite = false }
        return isFinite
    }

    private func compare(_ window: UnsafeMutablePointer<Float>) {
        let (price, volume) = (Self.base(window[Self.close]), Self.base(window[Self.volume]))
        for row in 0..<length {
            for feature in 0..<features {
                let number = row * features + feature
                let ratio = window[number] / (feature == Self.volume ? volume : price)
                window[number] = method == .returns ? ratio - 1 : logf(ratio + Self.epsilon)
            }
        }
    }

    /// What numbers are compared with; NaN where it is missing.
    private static func base(_ first: Float) -> Float {
        first > 0 && first.isFinite ? first + epsilon : .nan
    }

    private func spread(_ column: UnsafeMutablePointer<Float>) {
        var (least, greatest) = (Float.infinity, -Float.infinity)
        for row in 0..<length {
            let value = column[row * features]
            // A comparison with what is not a number is false, so that such a column is spoilt as a whole.
            least = value < least || value.isNaN ? value : least
            greatest = value > greatest || value.isNaN ? value : greatest
        }
        for row in 0..<length {
            let value = column[row * features]
            column[row * features] = (value - least) / (greatest - least + Self.epsilon)
        }
    }
}
