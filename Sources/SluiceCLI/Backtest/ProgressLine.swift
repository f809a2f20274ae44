import SluiceEngine
import SluiceKit
import SluiceMarket

/// Tells a person how far a backtest has come: the share, bars a second, and the time left.
///
/// Only on a terminal, and at most five times a second; nothing is left of it in the end.
final class ProgressLine: StillObserver {
    let readsTargets = false
    let readsOrders = false
    private let console: Console
    private let end: Timestamp?
    private var began = WorkTime.now.wall
    private var told = 0.0
    private var first = Timestamp.distantPast
    private var last: Timestamp?
    private var bars = 0
    private var cycles = 0
    /// How many cycles there are before the clock is looked at again.
    private var nextLook = 64

    /// Writes to a console; `end` is where the run ends at the latest.
    init(console: Console, end: Timestamp?) { (self.console, self.end) = (console, end) }

    func began(_ engine: Engine) {
        (began, first) = (WorkTime.now.wall, engine.report.now)
        last = [end, engine.lastBar].compactMap { $0 }.min()
    }

    func cycleEnded(_ engine: Engine) {
        let market = engine.report.market
        took(market, 0..<market.count, cycles: 1, at: engine.report.now)
    }

    func passed(_ held: HeldCycles) {
        guard held.count > 0 else { return }
        took(
            held.market, held.place(0, 0)..<held.place(held.count, 0), cycles: held.count,
            at: held.time(held.count - 1))
    }

    private func took(_ market: MarketFrame, _ places: Range<Int>, cycles: Int, at time: Timestamp) {
        guard console.areErrorsTerminal else { return }
        for place in places where market.isFresh(place) { bars += 1 }
        self.cycles += cycles
        guard self.cycles >= nextLook else { return }
        nextLook = self.cycles + 64
        let now = WorkTime.now.wall
        guard now - told >= 0.2 else { return }
        told = now
        console.overwriteError(text(at: time, after: now - began))
    }

    /// How far the run has come at a moment of history.
    func text(at moment: Timestamp, after seconds: Double) -> String {
        let rate = Double(bars) / max(seconds, 1e-9)
        let speed = "\(Self.grouped(rate)) bars/s"
        guard let last, last > first else { return "\(moment.iso8601)  \(speed)" }
        let share = min(max(moment.since(first).seconds / last.since(first).seconds, 0), 1)
        guard share > 0 else { return "0%  \(speed)" }
        let left = seconds * (1 - share) / share
        return "\(Int(share * 100))%  \(speed)  \(fixedText(left, places: 0)) s left"
    }

    private static func grouped(_ number: Double) -> String {
        if number >= 1e6 { return "\(fixedText(number / 1e6, places: 1)) million" }
        return fixedText(number, places: 0)
    }

    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) { if told > 0 { console.overwriteError("") } }
}
