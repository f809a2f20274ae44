import SluiceDocument
import SluiceMarket
import SluiceNumerics

/// A backtest beside a benchmark and in the windows of its calendar, from the sessions that were kept.
struct ExtraFigures {
    /// What was asked for.
    let extras: BacktestExtras
    /// The sessions.
    let tape: SessionTape

    /// The run beside the benchmark, and what holding that came to; nil without one.
    func comparison(periodsPerYear: Double) -> (held: Double, figures: BenchmarkComparison)? {
        guard extras.benchmark != nil else { return nil }
        func returns(_ value: KeyPath<SessionTape.Session, Double>) -> [Double] {
            zip(tape.sessions, tape.sessions.dropFirst()).map { before, after in
                before[keyPath: value] > 0 && after[keyPath: value] > 0
                    ? after[keyPath: value] / before[keyPath: value] - 1 : .nan
            }
        }
        let (own, other) = (returns(\.equity), returns(\.mark))
        let marks = tape.sessions.map(\.mark).filter { $0.isFinite && $0 > 0 }
        let held: Double =
            if let first = marks.first, let last = marks.last, marks.count > 1 { last / first - 1 } else {
                .nan
            }
        return (
            held, BenchmarkComparison(own.span, other.span, periodsPerYear: periodsPerYear)
        )
    }

    /// The windows; empty where nobody asked for them.
    func windows(periodsPerYear: Double) throws -> [BacktestWindow] {
        guard let days = extras.windowDays else { return [] }
        return BacktestWindow.all(
            tape, days: days, ratios: try PerformanceRatios(periodsPerYear: periodsPerYear))
    }

    /// The benchmark for a person; nil without one.
    func line(periodsPerYear: Double) -> String? {
        guard let benchmark = extras.benchmark, let (held, found) = comparison(periodsPerYear: periodsPerYear)
        else {
            return nil
        }
        return
            "\(benchmark.symbol) held \(FigureText.percent(held)); alpha a year \(FigureText.percent(found.alpha)), "
            + "beta \(FigureText.ratio(found.beta)), correlation \(FigureText.ratio(found.correlation)), "
            + "tracking error a year \(FigureText.percent(found.trackingError)), "
            + "information ratio \(FigureText.ratio(found.informationRatio)), "
            + "capture up \(FigureText.ratio(found.upCapture)), down \(FigureText.ratio(found.downCapture))"
    }

    /// What programs read.
    func members(periodsPerYear: Double) throws -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let benchmark = extras.benchmark, let (held, found) = comparison(periodsPerYear: periodsPerYear) {
            members.append(
                .init(
                    "benchmark",
                    [
                        "symbol": .string(benchmark.symbol), "total_return": .double(held),
                        "periods": .int(found.count), "alpha": .double(found.alpha),
                        "beta": .double(found.beta), "correlation": .double(found.correlation),
                        "tracking_error": .double(found.trackingError),
                        "information_ratio": .double(found.informationRatio),
                        "up_capture": .double(found.upCapture), "down_capture": .double(found.downCapture),
                    ]))
        }
        if extras.windowDays != nil {
            let windows = try windows(periodsPerYear: periodsPerYear)
            members.append(.init("windows", .array(windows.map(\.object))))
        }
        return members
    }
}
