import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Plays a seeded market; it can fail, and it can pretend to be live.
final class TapeSource: DataSource {
    static let manifest = Manifest("tape", "Plays a seeded market.")

    struct Settings: PluginSettings {
        @Setting(in: 0...10_000, help: "Cycles.") var bars = 30
        @Setting(in: 0...1_000, help: "Seed.") var seed = 1
        @Setting(in: 0...1, help: "Share of missing bars.") var gaps = 0.0
        @Setting(in: 0...10_000, help: "Cycle that fails; 0 for none.") var failAt = 0
        @Setting(help: "Whether bars come by the wall clock.") var live = false
    }

    private let tape: MarketTape
    private let failAt: Int
    private let isLive: Bool
    private var next = 0

    init(settings: Settings, context: StageContext) {
        var builder = MarketBuilder(
            instruments: context.axes.instruments, seed: UInt64(settings.seed), every: context.axes.every,
            calendar: context.axes.calendar
        )
        builder.gaps = settings.gaps
        tape = builder.tape(cycles: settings.bars)
        (failAt, isLive) = (settings.failAt, settings.live)
    }

    func nextBar() -> Timestamp? {
        if isLive { return .distantFuture }
        return next < tape.count ? tape.times[next] : nil
    }

    func advance(to now: Timestamp, into market: MarketFrame) throws {
        if next + 1 == failAt {
            next += 1
            throw TestFailure()
        }
        market.fresh.fill(0)
        while next < tape.count, isLive || tape.times[next] <= now {
            tape.play(next, into: market)
            if isLive {
                for index in 0..<market.count { market.set(index, tape.bars[next][index] ?? .flat, at: now) }
            }
            next += 1
            if isLive { return }
        }
    }
}

struct TestFailure: Error, CustomStringConvertible {
    var description: String { "failed on purpose" }
}

extension MarketBar {
    static let flat = MarketBar(100)
}
