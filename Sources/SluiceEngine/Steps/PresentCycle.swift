import SluiceKit
import SluiceMarket

/// The cycle in progress, as stages look at it that can tell whether it is still.
final class PresentCycle {
    /// The cycle that was looked at last.
    let held: HeldCycles
    private let portfolio: Portfolio
    private let time: UnsafeMutablePointer<Timestamp>
    private let session: UnsafeMutablePointer<CivilDate>
    private let equity: UnsafeMutablePointer<Double>

    init(_ portfolio: Portfolio, _ market: MarketFrame) {
        self.portfolio = portfolio
        (time, session, equity) = (.allocate(capacity: 1), .allocate(capacity: 1), .allocate(capacity: 1))
        time.initialize(to: .distantPast)
        session.initialize(to: .distantPast)
        equity.initialize(to: .nan)
        held = HeldCycles(
            portfolio, market, times: time, sessions: session, equities: equity,
            marks: portfolio.mark.base)
    }

    deinit {
        time.deallocate()
        session.deallocate()
        equity.deallocate()
    }

    /// One cycle, valued as the portfolio is.
    func look(_ cycle: Cycle) {
        (time.pointee, session.pointee, equity.pointee) = (cycle.now, cycle.session, portfolio.equity)
        held.look(from: 0, count: 1, number: cycle.number)
    }
}
