import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// What `data.simulated` makes of its settings.
@Suite struct SimulatedBarsTests {
    private func context(
        _ instruments: [String] = ["AAA", "BBB"], every: Span = .minutes(1),
        calendar: TradingCalendar = .newYork,
        clock: any StageClock = ManualClock(), seed: UInt64 = 1
    ) -> StageContext {
        .test(
            instruments: instruments, horizons: [], every: every, calendar: calendar, clock: clock, seed: seed
        )
    }

    private func played(_ yaml: String, cycles: Int = .max, in context: StageContext) throws -> Played {
        try Played(try SimulatedBars.test(yaml, in: context), context: context, cycles: cycles)
    }

    /// Log returns from close to close.
    private func returns(_ played: Played, _ instrument: Int = 0) -> [Double] {
        let closes = played.closes(instrument).map { logarithm($0) }
        return zip(closes.dropFirst(), closes).map { $0 - $1 }
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    private func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let sums = zip(first, second).map { $0 + $1 }
        let (a, b, c) = (deviation(first), deviation(second), deviation(sums))
        return (c * c - a * a - b * b) / (2 * a * b)
    }

    @Test func `by default there are a thousand bars from 2 January 2024 on`() throws {
        let played = try played("", in: context())
        #expect(played.rows.count == 1_000)
        #expect(played.rows.first?.now == "2024-01-02T14:31:00Z")
        #expect(played.rows[389...390].map(\.now) == ["2024-01-02T21:00:00Z", "2024-01-03T14:31:00Z"])
        #expect(played.rows.allSatisfy { $0.isFresh == [true, true] })
        #expect(played.remarks == ["prices are simulated, seed 1"])
    }

    @Test(arguments: [
        ("bars: 7", 7), ("start: 2024-01-03, end: 2024-01-03", 390),
        ("start: 2024-07-03, end: 2024-07-04", 210),
        ("start: '2024-01-02T20:00:00Z', end: '2024-01-03T14:40:00Z'", 70), ("bars: 5, end: 2024-01-03", 5),
        ("bars: 5000, end: 2024-01-03", 780), ("start: 2024-01-06, end: 2024-01-07", 0),
    ])
    func `start, end and bars say how long`(yaml: String, count: Int) throws {
        #expect(try played("{ \(yaml) }", in: context()).rows.count == count)
    }

    @Test func `bars and quotes agree with themselves`() throws {
        let played = try played(
            "{ volatility: 900%, jumps_per_session: 400, spread: 900bps, steps: 3 }", in: context())
        var last: [Double] = [100, 100]
        for row in played.rows {
            for (index, bar) in row.bars.enumerated() {
                let bar = try #require(bar)
                let (open, high, low, close) = (bar[0], bar[1], bar[2], bar[3])
                #expect(open == last[index])
                #expect(low > 0 && low <= min(open, close) && high >= max(open, close))
                #expect(
                    bar[4] > 0 && bar[5] > 0 && bar[5] < close && bar[6] > close && bar[7] > 0 && bar[8] > 0)
                last[index] = close
            }
            #expect(row.quoteTimes == row.barTimes && row.barTimes == [row.now, row.now])
        }
    }

    @Test func `a seed is a history, bit for bit`() throws {
        let first = try played("{ bars: 300 }", in: context())
        #expect(
            try played("{ bars: 300 }", in: context(seed: 2)).rows == first.rows,
            "the run's seed is another matter")
        #expect(try played("{ bars: 300, seed: 2 }", in: context()).rows != first.rows)
        #expect(try played("{ bars: 500 }", cycles: 300, in: context()).rows == first.rows, "cut short")
    }

    @Test func `another instrument changes no other one`() throws {
        let two = try played("{ bars: 100 }", in: context(["AAA", "BBB"]))
        let more = try played("{ bars: 100 }", in: context(["CCC", "AAA", "DDD", "BBB"]))
        #expect(two.closes(0) == more.closes(1))
        #expect(two.closes(1) == more.closes(3))
        #expect(two.closes(0) != two.closes(1))
    }

    @Test func `bars that are asked for together are the same bars folded`() throws {
        let context = context()
        let single = try played("{ bars: 390 }", in: context)
        let source = try SimulatedBars.test("{ bars: 390 }", in: context)
        let frame = MarketFrame(count: 2, barMinutes: 1)
        for start in stride(from: 0, to: 390, by: 13) {
            let rows = single.rows[start..<start + 13]
            let now = try #require(rows.last.flatMap { Timestamp(iso8601: $0.now) })
            try source.advance(to: now + .nanoseconds(5), into: frame)
            let bars = rows.compactMap { $0.bars[1] }
            #expect(frame.open[1] == bars[0][0])
            #expect(frame.high[1] == bars.map { $0[1] }.max())
            #expect(frame.low[1] == bars.map { $0[2] }.min())
            #expect(frame.close[1] == bars[12][3])
            #expect(frame.volume[1] == bars.dropFirst().reduce(bars[0][4]) { $0 + $1[4] })
            #expect(
                [frame.bid[1], frame.ask[1], frame.bidSize[1], frame.askSize[1]] == Array(bars[12][5...]))
            #expect(frame.barTime[1] == now)
        }
        try source.advance(to: .distantFuture, into: frame)
        #expect(!frame.isFresh(0) && !frame.isFresh(1))
        #expect(try source.nextBar() == nil)
    }

    @Test func `volatility is that of a year`() throws {
        let plain = "jumps_per_session: 0, drift: 0%, bars: 4000, volatility: 32%"
        let days = try played("{ \(plain) }", in: context(every: .days(1)))
        #expect(abs(deviation(returns(days)) * 252.0.squareRoot() - 0.32) < 0.012)
        let crypto = try played("{ \(plain) }", in: context(every: .hours(1), calendar: .alwaysOpen))
        #expect(abs(deviation(returns(crypto)) * (365.0 * 24).squareRoot() - 0.32) < 0.012)
        let minutes = try played("{ \(plain) }", in: context(every: .minutes(5)))
        #expect(abs(deviation(returns(minutes)) * (252.0 * 78).squareRoot() - 0.32) < 0.015)
        let still = try played("{ bars: 50, jumps_per_session: 0, drift: 0%, volatility: 0% }", in: context())
        #expect(still.closes().allSatisfy { $0 == 100 })
    }

    @Test func `price, drift and steps`() throws {
        let year = "bars: 252, jumps_per_session: 0, volatility: 0%, price: 40"
        let grown = try played("{ \(year), drift: 10% }", in: context(every: .days(1)))
        #expect(grown.rows[0].bars[0]?[0] == 40)
        #expect(abs(grown.closes()[251] - 40 * exponential(0.1)) < 1e-9)
        let ranges = try [1, 100].map { steps in
            let played = try played("{ bars: 500, steps: \(steps) }", in: context())
            return played.rows.compactMap { $0.bars[0].map { ($0[1] - $0[2]) / $0[3] } }.reduce(0, +)
        }
        #expect(ranges[1] > 1.5 * ranges[0], "more steps see more of the way")
    }

    @Test(arguments: [0.0, 0.3, 0.9, 1])
    func `any two instruments are correlated through one factor`(wanted: Double) throws {
        let yaml = "{ correlation: \(wanted), jumps_per_session: 0, bars: 3000 }"
        let played = try played(yaml, in: context(["A", "B", "C"], every: .days(1)))
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            #expect(abs(correlation(returns(played, first), returns(played, second)) - wanted) < 0.05)
        }
    }

    @Test func `jumps come at their rate, and with their size`() throws {
        let yaml = "bars: 5000, volatility: 0%, drift: 0%, steps: 50"
        let played = try played(
            "{ \(yaml), jumps_per_session: 0.2, jump_size: 5% }", in: context(every: .days(1)))
        let jumps = returns(played).filter { abs($0) > 1e-3 }
        #expect(
            abs(Double(jumps.count) / 5_000 - 0.18) < 0.02, "some days have two, and small ones do not show")
        #expect(abs(deviation(jumps) - 0.053) < 0.005)
        let none = try self.played(
            "{ \(yaml), jumps_per_session: 10, jump_size: 0% }", in: context(every: .days(1)))
        #expect(none.closes().allSatisfy { $0 == 100 })
    }

    @Test func `variance and volume gather at open and close`() throws {
        let yaml = "bars: 11700, jumps_per_session: 0, volume: 390000"
        func parts(_ shape: Double, _ calendar: TradingCalendar) throws -> (variance: Double, volume: Double)
        {
            let played = try played(
                "{ \(yaml), intraday_shape: \(shape) }", in: context(["A"], calendar: calendar))
            var (variance, volume) = ([0.0, 0], [0.0, 0])
            for (index, row) in played.rows.enumerated() {
                guard let bar = row.bars[0] else { continue }
                let isEdge = index % 390 < 39 || index % 390 >= 351
                variance[isEdge ? 0 : 1] += (bar[3] / bar[0] - 1) * (bar[3] / bar[0] - 1)
                volume[isEdge ? 0 : 1] += bar[4]
            }
            return (variance[0] / (variance[0] + variance[1]), volume[0] / (volume[0] + volume[1]))
        }
        // The first and the last tenth of a session have 0.172 each of the whole when the depth is 0.5.
        let shaped = try parts(0.5, .newYork)
        #expect(abs(shaped.variance - 0.344) < 0.02 && abs(shaped.volume - 0.344) < 0.02)
        let flat = try parts(0, .newYork)
        #expect(abs(flat.variance - 0.2) < 0.02 && abs(flat.volume - 0.2) < 0.02)
        let always = try parts(0.5, .alwaysOpen)
        #expect(abs(always.variance - 0.2) < 0.02 && abs(always.volume - 0.2) < 0.02)
    }

    @Test func `volume, spread and size are means`() throws {
        let yaml = "{ bars: 3000, volume: 2000, spread: 20bps, quote_size: 50 }"
        let played = try played(yaml, in: context(every: .days(1)))
        let bars = played.rows.compactMap { $0.bars[0] }
        func mean(_ value: ([Double]) -> Double) -> Double {
            bars.map(value).reduce(0, +) / Double(bars.count)
        }
        #expect(abs(mean { $0[4] } / 2_000 - 1) < 0.03)
        #expect(abs(mean { ($0[6] - $0[5]) / $0[3] } / 0.002 - 1) < 0.03)
        #expect(abs(mean { $0[7] } / 50 - 1) < 0.04 && abs(mean { $0[8] } / 50 - 1) < 0.04)
        let half = try self.played("{ bars: 210, start: 2024-07-03, volume: 390 }", in: context())
        let total = half.rows.compactMap { $0.bars[0]?[4] }.reduce(0, +)
        #expect(abs(total / 210 - 1) < 0.1, "a short session trades its part")
    }

    @Test func `on the wall clock bars end at the cycles from now on`() throws {
        let clock = ManualClock()
        let context = context(clock: clock)
        let source = try SimulatedBars.test("{ clock: wall }", in: context)
        clock.advance(by: .seconds(30))
        try source.start()
        #expect(try source.nextBar() == .distantFuture)
        let frame = MarketFrame(count: 2, barMinutes: 1)
        let start = ManualClock.start
        try source.advance(to: start + .seconds(59), into: frame)
        #expect(!frame.isFresh(0) && frame.barTime[0] == .distantPast)
        try source.advance(to: start + .minutes(1), into: frame)
        #expect(frame.isFresh(0) && frame.barTime[0] == start + .minutes(1))
        try source.advance(to: start + .minutes(2), into: frame)
        #expect(frame.isFresh(1) && frame.barTime[1] == start + .minutes(2))
        #expect(try source.nextBar() == .distantFuture)
    }

    @Test(arguments: [
        ("clock: wall, bars: 5", 1), ("clock: wall, start: 2024-01-02, end: 2024-01-03", 2),
        ("end: 2024-01-01", 1),
        ("end: 2024-01-02", 0), ("clock: wall", 0),
    ])
    func `limits that contradict each other are refused`(yaml: String, count: Int) {
        let codes = SimulatedSettings.issues("{ \(yaml) }").map(\.code)
        #expect(codes == Array(repeating: .settingConflict, count: count))
    }

    @Test func `a memory taken at any cycle goes on as if nothing had happened`() throws {
        let context = context(every: .minutes(30))
        let whole = try played("{ bars: 40 }", in: context)
        for cycles in whole.rows.indices {
            let first = try SimulatedBars.test("{ bars: 40 }", in: context)
            let before = try Played(first, context: context, cycles: cycles)
            var writer = MemoryWriter()
            first.remember(into: &writer)
            var reader = MemoryReader(writer.words)
            let second = try SimulatedBars.test("{ bars: 40 }", in: context)
            try second.recall(from: &reader)
            #expect(reader.isAtEnd)
            #expect(before.rows + (try Played(second, context: context)).rows == whole.rows)
        }
    }
}
