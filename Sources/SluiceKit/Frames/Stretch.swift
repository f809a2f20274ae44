public import SluiceMarket

/// Some cycles of history, one after the other, whose market lies in one frame that has each instrument once for each
/// cycle.
///
/// The place of an instrument is cycle x `instruments` + instrument, in every frame of the stretch. All memory is taken
/// once; a stretch that is not full leaves what lies behind its last cycle without meaning.
public final class Stretch {
    /// How many instruments a cycle has.
    public let instruments: Int
    /// The most cycles there can be.
    public let room: Int
    /// How many cycles there are.
    public private(set) var count = 0
    /// The market of all cycles.
    public let market: MarketFrame
    /// When each cycle is.
    public let times: UnsafeMutableBufferPointer<Timestamp>
    /// The day of the session that each cycle belongs to.
    package let sessions: UnsafeMutableBufferPointer<CivilDate>
    /// What cash and holdings were worth at the end of each cycle that is over.
    package let equities: UnsafeMutableBufferPointer<Double>

    /// Takes a frame that has places for so many cycles.
    package init(instruments: Int, room: Int, market: MarketFrame) {
        precondition(
            market.count == instruments * room, "a stretch has a place for each instrument and cycle")
        (self.instruments, self.room, self.market) = (instruments, room, market)
        times = .allocate(capacity: max(room, 1))
        times.initialize(repeating: .distantPast)
        sessions = .allocate(capacity: max(room, 1))
        sessions.initialize(repeating: .distantPast)
        equities = .allocate(capacity: max(room, 1))
        equities.initialize(repeating: .nan)
    }

    /// Where the times of the cycles lie.
    package var firstTime: UnsafePointer<Timestamp> { UnsafePointer(times.baseAddress.unsafelyUnwrapped) }
    /// Where the days of their sessions lie.
    package var firstSession: UnsafeMutablePointer<CivilDate> { sessions.baseAddress.unsafelyUnwrapped }

    /// Where their equities lie.
    package var firstEquity: UnsafeMutablePointer<Double> { equities.baseAddress.unsafelyUnwrapped }

    deinit {
        times.deallocate()
        sessions.deallocate()
        equities.deallocate()
    }

    /// Begins anew with so many cycles.
    public func begin(_ count: Int) {
        precondition(count >= 0 && count <= room, "a stretch has room for its cycles")
        self.count = count
    }
}
