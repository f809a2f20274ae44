import SluiceMarket

/// Rows of what tells a run from any other.
struct OriginRows {
    let rows: [[String]]

    init(_ run: RecordedRun) {
        let facts = run.facts
        let data = facts.data.map { one in
            let rows = one.rows.map { ", \($0) rows" } ?? ""
            return ["Data of \(one.stage)", "\(one.digest ?? "no digest")\(rows)"]
        }
        rows =
            [
                ["Pipeline", facts.pipeline], ["Digest of the effective file", facts.digest],
            ] + data + [
                ["Digest of the marks seen", run.marksDigest],
                ["Seed", "\(facts.seed)"], ["Version", facts.version], ["Mode", facts.mode],
                ["From", facts.from.iso8601], ["To", facts.to.iso8601],
                ["Cycle", "\(facts.every), calendar \(facts.calendar)"],
                [
                    "Periods a year",
                    "\(fixedText(facts.periodsPerYear, places: 2)), from the calendar, by \(facts.period)",
                ],
                ["Horizons", facts.horizons.joined(separator: ", ")],
                ["Instruments", "\(facts.instruments.count)"],
                ["Risk-free rate", "0"],
            ]
    }
}
