/// Rows of what gates blocked.
enum BlockedRows {
    static let head = [
        "Stage", "Reason", "Blocked", "Unknown", "Would have earned", "Mean", "Would have lost",
    ]

    static func row(_ share: BlockedShare, _ facts: RunFacts) -> [String] {
        let known = Double(share.known)
        return [
            facts.stage(share.stage), facts.reason(share.reason), RunFigure.text(Double(share.count), .count),
            RunFigure.text(Double(share.count - share.known), .count),
            RunFigure.text(share.known > 0 ? share.earned : .nan, .basisPoints),
            RunFigure.text(share.mean, .basisPoints),
            RunFigure.text(known > 0 ? Double(share.wouldHaveLost) / known : .nan, .fraction),
        ]
    }
}
