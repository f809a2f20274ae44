/// How much worse than the market an order fills, by its size.
public enum SlippageModel: String, Sendable, CaseIterable {
    /// base, whatever the size.
    case fixed
    /// base x (1 + 10 x sqrt(quantity / 5,000,000)): what an ancestor of this program used.
    case volumeBased = "volume_based"
    /// base + impact x sqrt(quantity / volume), the square-root law (Torre 1997, Almgren et al. 2005).
    case squareRoot = "square_root"
    /// base on top of what walking a book costs, which is reckoned elsewhere.
    case book

    /// The slippage in basis points; NaN where it is not known.
    ///
    /// `impact` is what an order of the whole `volume` pays beyond the base, in basis points; only the square root reads
    /// it and the volume. Worked number: 20,000 of 500,000 with a base of 5 and an impact of 100 bps pay 25.
    public func bps(base: Double, impact: Double, quantity: Double, volume: Double) -> Double {
        switch self {
        case .fixed, .book: base
        case .volumeBased: base * (1 + 10 * (quantity / 5_000_000).squareRoot())
        case .squareRoot: volume > 0 ? base + impact * (quantity / volume).squareRoot() : .nan
        }
    }
}
