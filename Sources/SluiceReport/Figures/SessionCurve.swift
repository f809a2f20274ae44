import SluiceMarket

/// Equity at the end of each period of a run, and the returns between them.
///
/// A period is a session of the run's calendar, or a cycle where cycles are longer. A period whose equity was never known
/// is left out.
struct SessionCurve {
    /// The date of each period.
    private(set) var dates: [CivilDate] = []
    /// The last moment of each period at which equity was known, in nanoseconds.
    private(set) var times: [Int64] = []
    /// The cycle of that moment, its place among all.
    private(set) var cycles: [Int] = []
    /// Equity then.
    private(set) var equity: [Double] = []
    /// What each period returned, the first one from the equity before the first cycle.
    private(set) var returns: [Double] = []
    /// Equity before the first cycle; that after the first cycle where it was unknown.
    let start: Double

    init(_ run: RecordedRun) {
        let (times, equity) = (run.integers(.equity, "time"), run.numbers(.equity, "equity"))
        let calendar = TradingCalendar.named(run.facts.calendar) ?? .alwaysOpen
        let isBySession = run.facts.period == "session"
        let known = run.facts.startEquity
        start = known.isFinite ? known : equity.first { $0.isFinite } ?? .nan
        var last: CivilDate?
        for index in times.indices where equity[index].isFinite {
            let date = calendar.sessionDate(of: Timestamp(nanoseconds: times[index]))
            if isBySession, date == last, !self.equity.isEmpty {
                self.times[self.times.count - 1] = times[index]
                self.equity[self.equity.count - 1] = equity[index]
                cycles[cycles.count - 1] = index
                continue
            }
            last = date
            dates.append(date)
            self.times.append(times[index])
            self.equity.append(equity[index])
            cycles.append(index)
        }
        var before = start
        for value in self.equity {
            returns.append(before > 0 ? value / before - 1 : .nan)
            before = value
        }
    }

    /// What each month returned, and each year: the product of its periods.
    var months: [MonthlyReturns] {
        var years: [MonthlyReturns] = []
        for (date, value) in zip(dates, returns) where value.isFinite {
            if years.last?.year != date.year { years.append(MonthlyReturns(year: date.year)) }
            years[years.count - 1].add(value, month: date.month)
        }
        return years
    }

    /// The Sharpe ratio of the last periods at each of them; empty while there are fewer.
    func rollingSharpe(_ window: Int, periodsPerYear: Double) -> [Double] {
        guard returns.count >= window, window > 1 else { return [] }
        return (window...returns.count).map { end in
            var (sum, square) = (0.0, 0.0)
            for value in returns[end - window..<end] { sum += value }
            let mean = sum / Double(window)
            for value in returns[end - window..<end] { square += (value - mean) * (value - mean) }
            let deviation = (square / Double(window - 1)).squareRoot()
            return deviation > 0 ? mean / deviation * periodsPerYear.squareRoot() : .nan
        }
    }
}

/// What the months of a year returned.
struct MonthlyReturns {
    let year: Int
    /// From January on; NaN for a month without a period.
    private(set) var months = Array(repeating: Double.nan, count: 12)
    /// The whole year.
    private(set) var whole = 0.0

    init(year: Int) { self.year = year }

    mutating func add(_ value: Double, month: Int) {
        let before = months[month - 1].isNaN ? 0 : months[month - 1]
        months[month - 1] = (1 + before) * (1 + value) - 1
        whole = (1 + whole) * (1 + value) - 1
    }
}
