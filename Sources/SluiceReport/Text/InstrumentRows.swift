/// Rows of what instruments brought.
struct InstrumentRows {
    static let head = [
        "Instrument", "Profit", "Of starting equity", "Trades", "Traded", "Fees", "Charges", "Round trips",
        "Win rate",
    ]
    let analysis: RunAnalysis
    private let trips: [Int: (count: Int, wins: Int)]

    init(_ analysis: RunAnalysis) {
        self.analysis = analysis
        var trips: [Int: (count: Int, wins: Int)] = [:]
        for trip in analysis.trips {
            trips[trip.instrument, default: (0, 0)].count += 1
            if trip.profit > 0 { trips[trip.instrument, default: (0, 0)].wins += 1 }
        }
        self.trips = trips
    }

    func row(_ share: InstrumentShare, _ start: Double) -> [String] {
        let closed = trips[share.instrument] ?? (0, 0)
        return [
            analysis.run.facts.instrument(share.instrument), RunFigure.text(share.profit, .money),
            RunFigure.text(share.profit / start, .fraction), RunFigure.text(Double(share.trades), .count),
            RunFigure.text(share.traded, .money), RunFigure.text(share.fees, .money),
            RunFigure.text(share.charges, .money), RunFigure.text(Double(closed.count), .count),
            RunFigure.text(closed.count > 0 ? Double(closed.wins) / Double(closed.count) : .nan, .fraction),
        ]
    }
}
