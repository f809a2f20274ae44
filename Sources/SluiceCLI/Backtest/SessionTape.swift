import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Keeps what each session of a backtest ended with: its date, the equity, the mark of the benchmark, and the trades in it.
///
/// Sessions before orders may leave are not among them, and a cycle whose equity is not known is passed over.
final class SessionTape: StillObserver {
    /// One session.
    struct Session {
        let date: CivilDate
        var equity: Double
        /// The mark of the benchmark; NaN without one.
        var mark: Double
        var fills: Int
    }

    /// The sessions in their order.
    private(set) var sessions: [Session]
    /// The equity before the first cycle that could trade; NaN while there was none.
    private(set) var initialEquity: Double
    private let symbol: Int?
    private var fills = 0

    /// `symbol` is the place of the benchmark in the universe.
    init(symbol: Int?, sessions: [Session] = [], initialEquity: Double = .nan) {
        (self.symbol, self.sessions, self.initialEquity) = (symbol, sessions, initialEquity)
    }

    func began(_ engine: Engine) {}

    func cycleEnded(_ engine: Engine) {
        count(engine)
        let (portfolio, report) = (engine.portfolio, engine.report)
        guard !report.isWarmUp else { return }
        take(portfolio.equity, mark: symbol.map { portfolio.mark[$0] * portfolio.rate[$0] }, report.session)
    }

    func passed(_ held: HeldCycles) {
        for cycle in 0..<held.count {
            let mark = symbol.map { held.mark(cycle, $0) * held.portfolio.rate[$0] }
            take(held.equity(cycle), mark: mark, held.session(cycle))
        }
    }

    private func take(_ equity: Double, mark: Double?, _ date: CivilDate) {
        guard equity.isFinite else { return }
        if sessions.isEmpty { initialEquity = equity }
        if let last = sessions.last, last.date == date {
            sessions[sessions.count - 1].equity = equity
            sessions[sessions.count - 1].mark = mark ?? .nan
            sessions[sessions.count - 1].fills += fills
        } else {
            sessions.append(Session(date: date, equity: equity, mark: mark ?? .nan, fills: fills))
        }
        fills = 0
    }

    func acted(_ engine: Engine) { count(engine) }
    func ended(_ engine: Engine) {}

    private func count(_ engine: Engine) {
        fills += engine.report.fills.count
    }
}
