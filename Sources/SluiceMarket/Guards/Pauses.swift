/// Times in which no order, or none that adds to a position, may leave: for the whole pipeline or for one instrument.
///
/// A pause holds while now is before its end. A new one takes the place of the old one of the same scope unless the old
/// one ends later. An order is stopped when any pause that covers it holds, the pipeline's or its instrument's, but for
/// one that only reduces when that pause lets those pass. Worked number: a pause of all until 60 that lets reducing orders
/// pass, and one of instrument 0 that does not: at 1 a reducing order of instrument 0 is stopped, one of 1 is not.
public struct Pauses: Hashable, Sendable {
    /// One pause.
    public struct Pause: Hashable, Sendable {
        /// When it ends; it does not hold at that moment any more.
        public let end: Timestamp
        /// Whether orders that only reduce a position pass.
        public let passesReducing: Bool

        /// Creates a pause.
        public init(until end: Timestamp, passesReducing: Bool) {
            (self.end, self.passesReducing) = (end, passesReducing)
        }

        func stops(isReducing: Bool, at now: Timestamp) -> Bool {
            now < end && !(isReducing && passesReducing)
        }
    }

    /// The pause of the whole pipeline; nil when there was none.
    public private(set) var whole: Pause?
    /// The pause of each instrument, in the universe's order; nil where there was none.
    public private(set) var instruments: [Pause?]
    /// How many instruments have one.
    private var held = 0
    /// Whether any instrument has one.
    public var isOfInstruments: Bool { held > 0 }

    /// Begins without pauses.
    public init(instruments count: Int) { instruments = Array(repeating: nil, count: max(count, 0)) }

    /// Pauses one instrument, or with nil the whole pipeline; false when a pause that ends later stays.
    @discardableResult
    public mutating func pause(_ instrument: Int?, _ pause: Pause) -> Bool {
        guard let instrument else {
            if let whole, whole.end > pause.end { return false }
            whole = pause
            return true
        }
        guard instruments.indices.contains(instrument) else { return false }
        if let old = instruments[instrument] {
            guard old.end <= pause.end else { return false }
        } else {
            held += 1
        }
        instruments[instrument] = pause
        return true
    }

    /// Whether an order of an instrument is stopped now; an instrument that nobody knows always is.
    public func stops(_ instrument: Int, isReducing: Bool, at now: Timestamp) -> Bool {
        guard instruments.indices.contains(instrument) else { return true }
        return whole?.stops(isReducing: isReducing, at: now) == true
            || instruments[instrument]?.stops(isReducing: isReducing, at: now) == true
    }

    /// Ends every pause, and keeps the room.
    public mutating func clear() {
        whole = nil
        guard held > 0 else { return }
        for index in instruments.indices { instruments[index] = nil }
        held = 0
    }

    /// Takes the pauses of another one of the same universe for its own.
    public mutating func copy(_ other: Pauses) {
        clear()
        merge(other)
    }

    /// Adds the pauses of another one of the same universe; those that end later stay.
    public mutating func merge(_ other: Pauses) {
        if let whole = other.whole { pause(nil, whole) }
        guard other.held > 0 else { return }
        for (index, pause) in other.instruments.enumerated() {
            if let pause { self.pause(index, pause) }
        }
    }

    /// Ends the pause of one instrument, or with nil that of the whole pipeline.
    public mutating func lift(_ instrument: Int?) {
        guard let instrument else {
            whole = nil
            return
        }
        guard instruments.indices.contains(instrument), instruments[instrument] != nil else { return }
        instruments[instrument] = nil
        held -= 1
    }
}
