import SluiceMarket
import SluiceNumerics

/// Everything that a report tells of a run, computed once.
public struct RunAnalysis {
    /// The run.
    public let run: RecordedRun
    /// The figures, in the order in which they are told, by group.
    public let groups: [(name: String, figures: [RunFigure])]
    let sessions: SessionCurve
    let months: [MonthlyReturns]
    let trips: [RoundTrip]
    /// Parts of holdings that are not closed, by instrument.
    let open: [[RoundTripBook.Lot]]
    let shares: [InstrumentShare]
    /// Payments that belong to no instrument.
    let accountCharges: Double
    let horizons: [HorizonShare]
    let blocked: [BlockedShare]
    let costs: CostTotals
    let benchmark: EvenBenchmark
    /// The instrument that the run is compared with; nil where nobody named one.
    let symbol: SymbolBenchmark?
    /// How many periods the rolling Sharpe ratio looks back over, and the ratio at each period that has so many.
    let rolling: (window: Int, values: [Double])

    /// Reads the run's tables and computes; `benchmark` is the instrument to compare with, where it is another than the
    /// one that the run was told of.
    public init(_ run: RecordedRun, benchmark named: String? = nil) {
        self.run = run
        sessions = SessionCurve(run)
        months = sessions.months
        let book = RoundTripBook(run)
        (trips, open) = (book.trips, book.lots)
        (shares, accountCharges) = InstrumentShare.all(run)
        horizons = HorizonShare.all(run, trips)
        blocked = BlockedShare.all(run)
        costs = CostTotals(run)
        benchmark = EvenBenchmark(run)
        symbol = (named ?? run.facts.benchmark).flatMap { [sessions] in SymbolBenchmark($0, run, sessions) }
        let window = sessions.returns.count >= 126 ? 63 : sessions.returns.count >= 42 ? 21 : 5
        rolling = (
            window, sessions.rollingSharpe(window, periodsPerYear: run.facts.periodsPerYear)
        )
        groups =
            FigureList(
                run: run, sessions: sessions, trips: trips, costs: costs, benchmark: benchmark,
                symbol: symbol
            ).groups
    }

    /// A figure by its key; nil where there is none of that name.
    public func figure(_ key: String) -> RunFigure? {
        groups.lazy.flatMap(\.figures).first { $0.key == key }
    }
}
