import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What the engine works out of a market frame, once for all stages: volatility, traded value a session, features.
final class MarketDerivation {
    private let market: MarketFrame
    private var volatility: RollingVolatility
    /// Means over complete sessions of what was traded in each.
    private var sessions: RollingMoments
    private let tradedToday: ColumnSet
    private var session: CivilDate?
    /// Whether a cycle is a whole session, so that each bar is complete by itself.
    private let isDaily: Bool
    private let features: FeatureDerivation?
    private let windows: [Int]
    private var shared: SharedDerivation?

    /// `history` keeps what is worked out for other runs.
    init(
        _ market: MarketFrame, volatilityBars: Int, tradedValueDays: Int, isDaily: Bool,
        history: DerivedHistory? = nil
    ) throws {
        self.market = market
        let series = max(market.count, 1)
        let minimum = min(max(volatilityBars / 2, 2), volatilityBars)
        volatility = try RollingVolatility(series: series, window: volatilityBars, minimum: minimum)
        sessions = try RollingMoments(series: series, window: tradedValueDays)
        tradedToday = ColumnSet(columns: 1, rows: market.count)
        tradedToday.fill(0)
        self.isDaily = isDaily
        features = try FeatureDerivation(market)
        windows = [volatilityBars, tradedValueDays]
        if features == nil { shared = history.map(SharedDerivation.init) }
    }

    deinit {
        guard let shared else { return }
        var memory = MemoryWriter()
        if shared.isAtEnd { remember(into: &memory) }
        shared.end(state: shared.isAtEnd ? memory.words : nil)
    }

    /// Takes the bars that are fresh in the frame, and fills its derived columns.
    /// - Throws: `DerivationFault`; see `update(_:cycles:times:sessions:)`.
    func update(at time: Timestamp, session: CivilDate) throws(DerivationFault) {
        let fault = withUnsafePointer(to: session) { session in
            withUnsafePointer(to: time) { time -> DerivationFault? in
                do throws(DerivationFault) {
                    try update(market, cycles: 1, times: time, sessions: session)
                    return nil
                } catch { return error }
            }
        }
        if let fault { throw fault }
        features?.update()
    }

    /// Whether nothing but volatility and traded value is worked out.
    var isPlain: Bool { features == nil }

    /// Does so for some cycles that follow one another, in a frame that has each instrument once for each of them.
    ///
    /// An instrument without a bar keeps what it has in the frame of a single cycle, which is not touched unless it is the
    /// one that is given.
    /// - Throws: `DerivationFault` where an earlier run has worked out other cycles than these.
    func update(
        _ frame: MarketFrame, cycles: Int, times: UnsafePointer<Timestamp>,
        sessions: UnsafePointer<CivilDate>
    ) throws(DerivationFault) {
        guard cycles > 0 else { return }
        let known = try shared?.show(cycles, times, in: frame, form: form) ?? 0
        guard known < cycles else { return }
        if let state = shared?.state {
            var memory = MemoryReader(state)
            do { try recall(from: &memory) } catch { throw DerivationFault() }
        }
        workOut(known..<cycles, of: frame, sessions)
        shared?.add(known..<cycles, of: frame)
    }

    /// Works out some cycles of a frame; those before them are those that came before.
    private func workOut(_ cycles: Range<Int>, of frame: MarketFrame, _ sessions: UnsafePointer<CivilDate>) {
        let first = cycles.lowerBound * market.count
        if market.count > 0 {
            volatility.push(
                rows: cycles.count, frame.close.base + first, present: frame.fresh.base + first,
                last: before(cycles.lowerBound, frame.volatility, market.volatility),
                into: frame.volatility.base + first)
        }
        var start = cycles.lowerBound
        while start < cycles.upperBound {
            let end = isDaily ? start + 1 : Self.end(of: sessions, start..<cycles.upperBound)
            let isNew = !isDaily && session != nil && session != sessions[start]
            addUp(start..<end, of: frame, isNewSession: isNew)
            session = sessions[start]
            start = end
        }
    }

    /// What a column shows in the cycle before one of a frame, which may be that of the frame of a single cycle.
    private func before(_ cycle: Int, _ wide: Column, _ single: Column) -> UnsafeMutablePointer<Double> {
        cycle > 0 ? wide.base + (cycle - 1) * market.count : single.base
    }

    /// Where the session of the first of some cycles ends.
    private static func end(of sessions: UnsafePointer<CivilDate>, _ cycles: Range<Int>) -> Int {
        let first = sessions[cycles.lowerBound]
        // Sessions follow one another, and most cycles that are given at once are of one.
        if sessions[cycles.upperBound - 1] == first { return cycles.upperBound }
        return cycles.first { sessions[$0] != first } ?? cycles.upperBound
    }

    /// Adds up what was traded in cycles of one session; where each cycle is one, in a single cycle.
    private func addUp(_ cycles: Range<Int>, of frame: MarketFrame, isNewSession: Bool) {
        guard market.count > 0 else { return }
        let before = before(cycles.lowerBound, frame.tradedValue, market.tradedValue)
        let (first, today) = (cycles.lowerBound * market.count, tradedToday[0].base)
        let shown = frame.tradedValue.base + first
        shown.update(from: before, count: market.count)
        if isNewSession { closeSessions(shown) }
        ColumnRows.addTraded(
            cycles.count, of: market.count, close: frame.close.base + first,
            volume: frame.volume.base + first, present: frame.fresh.base + first, to: today)
        if isDaily { closeSessions(shown) }
        Self.repeatRow(shown, of: market.count, cycles.count)
    }

    /// Writes a row again behind itself, until there are so many.
    private static func repeatRow(_ row: UnsafeMutablePointer<Double>, of count: Int, _ rows: Int) {
        guard count > 1 else { return row.update(repeating: row[0], count: rows) }
        for number in 1..<max(rows, 1) { (row + number * count).update(from: row, count: count) }
    }

    /// Ends the session of every instrument, and writes what is traded in one where that has become another.
    private func closeSessions(_ shown: UnsafeMutablePointer<Double>) {
        for index in 0..<market.count { closeSession(index, &tradedToday[0].base[index], &shown[index]) }
    }

    private func closeSession(_ index: Int, _ today: inout Double, _ traded: inout Double) {
        // A session without any trade says nothing of what could be traded.
        if today > 0 {
            sessions.push(today, series: index)
            traded = sessions.mean(index)
        }
        today = 0
    }
}

// MARK: - Memory

extension MarketDerivation {
    /// A fingerprint of all that the form of the memory, and the meaning of its numbers, depend on.
    var form: UInt64 {
        var digest = Digest()
        for window in windows { digest.add(UInt64(truncatingIfNeeded: window)) }
        digest.add(isDaily ? 1 : 0)
        digest.add(market.barMinutes.bitPattern)
        for name in market.features.names { digest.add(name) }
        return digest.value
    }

    func remember(into memory: inout MemoryWriter) {
        let day = session ?? .distantPast
        for number in [day.year, day.month, day.day] { memory.write(number) }
        memory.write(volatility.state)
        memory.write(sessions.state)
        memory.write(tradedToday)
        memory.write(features?.state ?? [])
    }

    /// - Throws: `MemoryMismatch` for what cannot have been remembered.
    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        let (year, month, day) = (try memory.int(), try memory.int(), try memory.int())
        guard let last = CivilDate(year: year, month: month, day: day) else {
            throw MemoryMismatch("the memory holds a session that is no day")
        }
        session = last == .distantPast ? nil : last
        guard volatility.restore(try memory.doubles()), sessions.restore(try memory.doubles()) else {
            throw MemoryMismatch("the memory of volatility and traded value is of another form")
        }
        try memory.read(into: tradedToday)
        let state = try memory.doubles()
        guard features?.restore(state) ?? state.isEmpty else {
            throw MemoryMismatch("the memory of the features is of another form")
        }
    }
}
