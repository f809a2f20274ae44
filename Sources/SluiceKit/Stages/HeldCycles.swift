public import SluiceMarket

/// Cycles that follow one another while what is held stays as it is, with what it is worth in each of them.
///
/// No order is open in them. The first cycle is number 0 here. Views of memory that lives as long as the call that is
/// given them.
public struct HeldCycles {
    /// What is held; what it is worth there is of the cycle before the first.
    public let portfolio: Portfolio
    /// The market of the cycles; see `place(_:_:)`.
    public let market: MarketFrame
    /// How many cycles there are.
    public private(set) var count: Int
    /// How many instruments a cycle has.
    public let instruments: Int
    /// The number of the first cycle in the run.
    public let number: Int
    /// The first of their places in frames.
    @usableFromInline let first: Int
    @usableFromInline let times: UnsafePointer<Timestamp>
    @usableFromInline let sessions: UnsafePointer<CivilDate>
    @usableFromInline let equities: UnsafePointer<Double>
    @usableFromInline let marks: UnsafePointer<Double>

    /// Views cycles from one of a frame on.
    package init(
        _ portfolio: Portfolio, _ market: MarketFrame, from cycle: Int, count: Int, number: Int,
        times: UnsafePointer<Timestamp>, sessions: UnsafePointer<CivilDate>,
        equities: UnsafePointer<Double>, marks: UnsafePointer<Double>
    ) {
        (self.portfolio, self.market, self.count, self.number) = (portfolio, market, count, number)
        instruments = portfolio.count
        first = cycle * instruments
        (self.times, self.sessions, self.equities, self.marks) = (times, sessions, equities, marks)
    }

    /// The first of them alone.
    package func prefix(_ count: Int) -> HeldCycles {
        var held = self
        held.count = min(count, self.count)
        return held
    }

    /// The place of an instrument in the frames of the cycles: the market, and the decisions.
    @inlinable
    public func place(_ cycle: Int, _ instrument: Int) -> Int { first + cycle * instruments + instrument }

    /// When a cycle is.
    @inlinable
    public func time(_ cycle: Int) -> Timestamp { times[cycle] }

    /// The day of the session that a cycle belongs to.
    @inlinable
    public func session(_ cycle: Int) -> CivilDate { sessions[cycle] }

    /// Cash and holdings at their marks; NaN when a holding has no price.
    @inlinable
    public func equity(_ cycle: Int) -> Double { equities[cycle] }

    /// The price that a holding is valued at; NaN until there was one.
    @inlinable
    public func mark(_ cycle: Int, _ instrument: Int) -> Double { marks[cycle * instruments + instrument] }

    /// Signed value of a holding as a share of equity; NaN while there is no price.
    @inlinable
    public func weight(_ cycle: Int, _ instrument: Int) -> Double {
        let quantity = portfolio.quantity[instrument]
        guard quantity != 0 else { return 0 }
        return quantity * mark(cycle, instrument) * portfolio.rate[instrument] / equities[cycle]
    }
}
