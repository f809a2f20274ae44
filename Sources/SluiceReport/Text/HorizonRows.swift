import SluiceNumerics

/// Rows of what horizons were chosen for and brought.
enum HorizonRows {
    static let head = [
        "Horizon", "Decisions", "Let through", "Expected", "Round trips", "Brought", "Win rate", "Profit",
    ]

    static func row(_ share: HorizonShare, _ facts: RunFacts) -> [String] {
        let outcome = share.outcome
        return [
            facts.horizon(share.horizon), RunFigure.text(Double(share.decisions), .count),
            RunFigure.text(Double(share.open), .count), RunFigure.text(share.expected, .basisPoints),
            RunFigure.text(Double(outcome.count), .count), RunFigure.text(share.profitBps, .basisPoints),
            RunFigure.text(outcome.winRate, .fraction), RunFigure.text(share.profit, .money),
        ]
    }
}
