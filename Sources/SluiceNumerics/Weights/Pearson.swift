/// The correlation of pairs that arrive one after the other.
///
/// Pairs with a member absent are passed over. Means are updated with each pair, so that large means cost no digits.
/// Source: Welford 1962, extended to products. Worked number: 1, 2, 3, 4 against 1, 3, 2, 4 is 0.8.
public struct Pearson: Sendable {
    /// How many pairs were complete.
    public private(set) var count = 0
    private var meanX = 0.0
    private var meanY = 0.0
    private var squareX = 0.0
    private var squareY = 0.0
    private var product = 0.0

    /// Begins with no pair.
    public init() {}

    /// Takes the next pair.
    public mutating func add(_ x: Double, _ y: Double) {
        guard x.isFinite, y.isFinite else { return }
        count += 1
        let (fromX, fromY) = (x - meanX, y - meanY)
        meanX += fromX / Double(count)
        meanY += fromY / Double(count)
        squareX += fromX * (x - meanX)
        squareY += fromY * (y - meanY)
        product += fromX * (y - meanY)
    }

    /// Between -1 and 1; 0 when a side never moved.
    public var correlation: Double {
        let scale = squareX.squareRoot() * squareY.squareRoot()
        return scale > 0 ? Swift.min(Swift.max(product / scale, -1), 1) : 0
    }
}
