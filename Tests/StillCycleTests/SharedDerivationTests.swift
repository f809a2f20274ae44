import SluiceHistory
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceEngine

/// Runs that read what earlier ones have worked out of their history.
@Suite struct SharedDerivationTests {
    @Test func `runs of one history trade what each would alone, wherever they end`() throws {
        var (whole, parts) = (0, 0)
        for seed in 1...24 as ClosedRange<UInt64> {
            let drawn = RandomPipeline(seed: seed)
            let data = try RecordedData(drawn.plan(), drawn.files)
            let middle = data.history.time(of: data.history.rows / 2)
            let shortened = try WatchedRun(drawn, .inStretches, until: middle)
            let alone = try WatchedRun(drawn, .inStretches)
            // Worked out to the middle, read to there and worked out to the end, read to the end, read in part.
            #expect(try WatchedRun(drawn, .inStretches, until: middle, shared: data) == shortened, "\(seed)")
            let known = data.derived.rows
            #expect(try WatchedRun(drawn, .inStretches, shared: data) == alone, "\(seed)")
            #expect(try WatchedRun(drawn, .inStretches, shared: data) == alone, "\(seed)")
            #expect(try WatchedRun(drawn, .unwatched, shared: data) == alone, "\(seed), cycle by cycle")
            #expect(try WatchedRun(drawn, .inStretches, until: middle, shared: data) == shortened, "\(seed)")
            if data.derived.rows == data.history.rows { whole += 1 }
            if known > 0, known < data.derived.rows { parts += 1 }
        }
        // Where features are worked out nothing is shared; runs that share nothing would prove nothing.
        #expect(whole >= 8 && parts >= 8, "\(whole) histories were worked out, \(parts) of them in parts")
    }

    @Test func `one run at a time has the rows, and none that would be too many`() throws {
        let drawn = RandomPipeline(seed: 1)
        let history = try RecordedData(drawn.plan(), drawn.files).history
        let (first, form) = (history.time(of: 0), UInt64(7))
        let derived = DerivedHistory(history)
        let rows = try #require(derived.take(from: first, form: form))
        #expect(derived.take(from: first, form: form) == nil)
        #expect(derived.take(from: first, form: 8) != nil)
        #expect(derived.take(from: first - .nanoseconds(1), form: form) == nil)
        derived.give(back: rows, state: nil)
        #expect(derived.take(from: first, form: form) === rows)
        #expect(DerivedHistory(history, limit: rows.size - 1).take(from: first, form: form) == nil)
        #expect(DerivedHistory(history, limit: rows.size).take(from: first, form: form) != nil)
    }

    @Test func `rows behind which nobody could go on are forgotten`() throws {
        let drawn = RandomPipeline(seed: 1)
        let history = try RecordedData(drawn.plan(), drawn.files).history
        let derived = DerivedHistory(history)
        let market = MarketFrame(count: history.instruments.count, barMinutes: 30)
        func run(_ rows: [Int]) throws {
            let derivation = try MarketDerivation(
                market, volatilityBars: 20, tradedValueDays: 5, isDaily: false, history: derived)
            for row in rows {
                try derivation.update(at: history.time(of: row), session: CivilDate(daysSinceEpoch: 0))
            }
        }
        try run([0, 1, 2])
        #expect(derived.rows == 3)
        // Goes on behind them, and then leaves one out.
        try run([0, 1, 2, 3, 4, 6])
        #expect(derived.rows == 3)
        try run([0, 1, 2, 3])
        #expect(derived.rows == 4)
    }

    @Test func `cycles that an earlier run did not have are an error, not other numbers`() throws {
        let drawn = RandomPipeline(seed: 1)
        let history = try RecordedData(drawn.plan(), drawn.files).history
        let derived = DerivedHistory(history)
        let market = MarketFrame(count: history.instruments.count, barMinutes: 30)
        func derivation() throws -> MarketDerivation {
            try MarketDerivation(
                market, volatilityBars: 20, tradedValueDays: 5, isDaily: false, history: derived)
        }
        func update(_ derivation: MarketDerivation, _ time: Timestamp) throws {
            try derivation.update(at: time, session: CivilDate(daysSinceEpoch: 0))
        }
        do {
            let first = try derivation()
            for row in 0..<3 { try update(first, history.time(of: row)) }
        }
        #expect(derived.rows == 3)
        let second = try derivation()
        try update(second, history.time(of: 0))
        #expect(throws: DerivationFault.self) { try update(second, history.time(of: 2)) }
    }
}
