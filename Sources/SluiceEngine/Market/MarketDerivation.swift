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

    init(_ market: MarketFrame, volatilityBars: Int, tradedValueDays: Int, isDaily: Bool) throws {
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
    }

    /// Takes the bars that are fresh in the frame, and fills its derived columns.
    func update(session: CivilDate) {
        withUnsafePointer(to: session) { update(market, cycles: 1, sessions: $0) }
        features?.update()
    }

    /// Whether nothing but volatility and traded value is worked out.
    var isPlain: Bool { features == nil }

    /// Does so for some cycles that follow one another, in a frame that has each instrument once for each of them.
    ///
    /// An instrument without a bar keeps what it has in the frame of a single cycle, which is not touched unless it is the
    /// one that is given.
    func update(_ frame: MarketFrame, cycles: Int, sessions: UnsafePointer<CivilDate>) {
        guard cycles > 0 else { return }
        for index in 0..<market.count {
            volatility.push(
                frame.close.base + index, present: frame.fresh.base + index, count: cycles,
                step: market.count, series: index, last: market.volatility[index],
                into: frame.volatility.base + index)
            value(index, frame, cycles, sessions)
        }
        session = sessions[cycles - 1]
    }

    /// Adds up what was traded of an instrument.
    private func value(
        _ index: Int, _ frame: MarketFrame, _ cycles: Int, _ sessions: UnsafePointer<CivilDate>
    ) {
        var (traded, today) = (market.tradedValue[index], tradedToday[0][index])
        var (place, last) = (index, session ?? sessions[0])
        let (fresh, closes, volumes, shown) = (frame.fresh, frame.close, frame.volume, frame.tradedValue)
        for cycle in 0..<cycles {
            if last != sessions[cycle], !isDaily { closeSession(index, &today, &traded) }
            last = sessions[cycle]
            let value = closes[place] * volumes[place]
            if fresh[place] == 1, value.magnitude <= .greatestFiniteMagnitude { today += value }
            if isDaily { closeSession(index, &today, &traded) }
            shown[place] = traded
            place &+= market.count
        }
        tradedToday[0][index] = today
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
