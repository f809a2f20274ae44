import SluiceDocument
import SluiceMarket
import SluiceNumerics

/// What a backtest came to in one of its calendar windows.
struct BacktestWindow {
    /// The first day of the window.
    let from: CivilDate
    /// Its last day.
    let to: CivilDate
    /// How many sessions it has; there may be none.
    let sessions: Int
    /// What they returned together, a fraction; NaN without a session.
    let totalReturn: Double
    /// The Sharpe ratio of their returns; NaN where there is none.
    let sharpe: Double
    /// The deepest fall by session, the equity before the first of them among the peaks; NaN without a session.
    let drawdown: Double
    /// The trades in them.
    let fills: Int

    /// Cuts the sessions of a tape into windows of so many days, from the day of the first session on.
    static func all(
        _ tape: SessionTape, days: Int, ratios: PerformanceRatios
    ) -> [BacktestWindow] {
        guard let first = tape.sessions.first?.date, let last = tape.sessions.last?.date else { return [] }
        var windows: [BacktestWindow] = []
        var (before, place) = (tape.initialEquity, 0)
        for begin in stride(from: first.daysSinceEpoch, through: last.daysSinceEpoch, by: days) {
            let end = CivilDate(daysSinceEpoch: begin + days - 1)
            let start = place
            while place < tape.sessions.count, tape.sessions[place].date <= end { place += 1 }
            let inside = tape.sessions[start..<place]
            windows.append(
                BacktestWindow(
                    inside, from: CivilDate(daysSinceEpoch: begin), to: end, before: before, ratios: ratios))
            before = inside.last?.equity ?? before
        }
        return windows
    }

    private init(
        _ inside: ArraySlice<SessionTape.Session>, from: CivilDate, to: CivilDate, before: Double,
        ratios: PerformanceRatios
    ) {
        (self.from, self.to, sessions) = (from, to, inside.count)
        let curve = [before] + inside.map(\.equity)
        let returns = zip(curve, curve.dropFirst()).map { $0 > 0 ? $1 / $0 - 1 : .nan }
        let end = inside.last?.equity ?? .nan
        totalReturn = before > 0 ? end / before - 1 : .nan
        sharpe = ratios.sharpe(returns.span)
        drawdown = inside.isEmpty ? .nan : DeepestFall(curve.span).fraction
        fills = inside.reduce(0) { $0 + $1.fills }
    }

    /// The windows as a table for a person, the names of the columns first.
    static func lines(_ windows: [BacktestWindow]) -> [String] {
        guard !windows.isEmpty else { return [] }
        func line(_ cells: [String]) -> String {
            let widths = [10, 10, 8, 10, 8, 10, 7]
            return zip(cells, widths).map { cell, width in
                String(repeating: " ", count: max(0, width - cell.count)) + cell
            }.joined(separator: "  ")
        }
        let head = line(["from", "to", "sessions", "return", "Sharpe", "drawdown", "fills"])
        return [head]
            + windows.map { window in
                line([
                    window.from.iso8601, window.to.iso8601, "\(window.sessions)",
                    FigureText.percent(window.totalReturn), FigureText.ratio(window.sharpe),
                    FigureText.percent(window.drawdown),
                    "\(window.fills)",
                ])
            }
    }

    /// The window for programs.
    var object: JSONValue {
        [
            "from": .string(from.iso8601), "to": .string(to.iso8601), "sessions": .int(sessions),
            "total_return": .double(totalReturn), "sharpe": .double(sharpe),
            "max_drawdown": .double(drawdown), "fills": .int(fills),
        ]
    }
}
