/// What the size of a trade costs, in basis points, and the reverse.
///
/// Unknown figures (NaN, zero, negative) make a market without depth: everything in it costs too much.
public enum ImpactCurve: Equatable, Sendable {
    /// The value that stands at the best price and within ten levels of the book.
    ///
    /// 5 x n / best up to the best price, 5 + 20 x sqrt((n - best) / (deep - best)) up to ten levels, 100 bps beyond.
    /// Worked number: 10,000 and 60,000 make 22,500 cost 15 bps.
    case depth(best: Double, deep: Double)
    /// The square root law for where only volume is known: bps x sqrt(n / volume).
    ///
    /// `volume` is the value traded in a session, `bps` the cost of trading all of it; `share` of it is the most that
    /// one trade may take. Source: Almgren, Thum, Hauptmann and Li, Direct estimation of equity market impact (2005),
    /// with the exponent 1/2. Worked number: 100 bps and a volume of 1,000,000 make 10,000 cost 10 bps.
    case squareRoot(bps: Double, volume: Double, share: Double)

    /// The largest trade the market can hold; 0 when that is not known.
    @inlinable
    public var mostNotional: Double {
        switch self {
        case .depth(let best, let deep):
            best > 0 && deep > 0 && best.isFinite && deep.isFinite ? deep : 0
        case .squareRoot(let bps, let volume, let share):
            bps > 0 && volume > 0 && share > 0 && (volume * share).isFinite ? volume * share : 0
        }
    }

    /// What a trade costs in basis points; 0 for one of no size.
    @inlinable
    public func bps(notional: Double) -> Double {
        guard notional > 0 else { return 0 }
        switch self {
        case .depth(let best, let deep):
            if notional <= Swift.min(best, deep) { return 5 * notional / best }
            guard notional <= deep else { return 100 }
            return 5 + 20 * ((notional - best) / (deep - best)).squareRoot()
        case .squareRoot(let bps, let volume, _): return bps * (notional / volume).squareRoot()
        }
    }

    /// The largest trade that costs no more than so many basis points.
    @inlinable
    public func notional(bps limit: Double) -> Double {
        guard limit > 0, mostNotional > 0 else { return 0 }
        switch self {
        case .depth(let best, let deep):
            if limit <= 5 || deep <= best { return Swift.min(deep, best * Swift.min(limit, 5) / 5) }
            let part = Swift.min((limit - 5) / 20, 1)
            return best + (deep - best) * part * part
        case .squareRoot(let bps, let volume, let share):
            let part = limit / bps
            return Swift.min(volume * part * part, volume * share)
        }
    }
}
