public import SluiceMarket

/// Cycles that follow one another while what is held stays as it is, with what it is worth in each of them.
///
/// No order is open in them. The first cycle is number 0 here. One object serves many calls: whoever is given it looks at
/// it within the call and does not keep it.
public final class HeldCycles {
    /// What is held; what it is worth there is of the cycle before the first.
    public let portfolio: Portfolio
    /// The market of the cycles; see `place(_:_:)`.
    public let market: MarketFrame
    /// How many instruments a cycle has.
    public let instruments: Int
    /// How many cycles there are.
    public private(set) var count = 0
    /// The number of the first cycle in the run.
    public private(set) var number = 0
    /// The first of their places in frames.
    @usableFromInline var first = 0
    @usableFromInline let times: UnsafePointer<Timestamp>
    @usableFromInline let sessions: UnsafePointer<CivilDate>
    @usableFromInline let equities: UnsafePointer<Double>
    @usableFromInline let marks: UnsafePointer<Double>
    @usableFromInline var cycle = 0

    /// Begins with no cycle; times, sessions and equities lie there by cycle of the frame, marks by its places.
    ///
    /// They have to live as long as this does.
    package init(
        _ portfolio: Portfolio, _ market: MarketFrame, times: UnsafePointer<Timestamp>,
        sessions: UnsafePointer<CivilDate>, equities: UnsafePointer<Double>, marks: UnsafePointer<Double>
    ) {
        (self.portfolio, self.market, instruments) = (portfolio, market, portfolio.count)
        (self.times, self.sessions, self.equities, self.marks) = (times, sessions, equities, marks)
    }

    /// Looks at some cycles from one of the frame on; the first has a number in the run.
    package func look(from cycle: Int, count: Int, number: Int) {
        (self.cycle, self.count, self.number) = (cycle, count, number)
        first = cycle * instruments
    }

    /// Leaves the first of them alone.
    package func shorten(to count: Int) { self.count = min(count, self.count) }

    /// The place of an instrument in the frames of the cycles: the market, and the decisions.
    @inlinable
    public func place(_ cycle: Int, _ instrument: Int) -> Int {
        first &+ cycle &* instruments &+ instrument
    }

    /// When a cycle is.
    @inlinable
    public func time(_ cycle: Int) -> Timestamp { times[self.cycle &+ cycle] }

    /// The day of the session that a cycle belongs to.
    @inlinable
    public func session(_ cycle: Int) -> CivilDate { sessions[self.cycle &+ cycle] }

    /// Cash and holdings at their marks; NaN when a holding has no price.
    @inlinable
    public func equity(_ cycle: Int) -> Double { equities[self.cycle &+ cycle] }

    /// The same of all cycles from one on, one behind the other.
    @inlinable
    public func equities(from cycle: Int) -> UnsafePointer<Double> { equities + (self.cycle &+ cycle) }

    /// The price that a holding is valued at; NaN until there was one.
    @inlinable
    public func mark(_ cycle: Int, _ instrument: Int) -> Double { mark(at: place(cycle, instrument)) }

    /// The same of a place.
    @inlinable
    public func mark(at place: Int) -> Double { marks[place] }

    /// The same of all instruments in all cycles from one on, in the order of their places.
    @inlinable
    public func marks(from cycle: Int) -> UnsafePointer<Double> { marks + place(cycle, 0) }

    /// How many new bars an instrument has in all of them.
    @inlinable
    public func bars(of instrument: Int) -> Int {
        let fresh = market.fresh.base
        let end = place(count, instrument)
        var (bars, place) = (0, place(0, instrument))
        while place < end {
            bars &+= fresh[place] == 1 ? 1 : 0
            place &+= instruments
        }
        return bars
    }

    /// Signed value of a holding as a share of equity; NaN while there is no price.
    @inlinable
    public func weight(_ cycle: Int, _ instrument: Int) -> Double {
        let quantity = portfolio.quantity[instrument]
        guard quantity != 0 else { return 0 }
        return quantity * mark(cycle, instrument) * portfolio.rate[instrument] / equity(cycle)
    }
}
