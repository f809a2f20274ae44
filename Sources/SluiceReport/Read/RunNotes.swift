/// What a reader must know of a run before its numbers.
struct RunNotes {
    let lines: [String]

    init(_ run: RecordedRun) {
        let facts = run.facts
        var lines: [String] = []
        if facts.isInterrupted { lines.append("The run was stopped before its data ended.") }
        for stage in facts.trainedLater {
            lines.append("'\(stage)' was trained on data that the run replays: it has seen what it expects.")
        }
        if facts.standing != "open", !facts.standing.isEmpty {
            lines.append("The run ended with trading restricted: \(facts.standing).")
        }
        for (table, count) in facts.leftOut.sorted(by: { $0.key < $1.key }) {
            lines.append("The table of \(table) was full; \(count) later rows are left out.")
        }
        if run.rows(.fills) == 0 { lines.append("Nothing was traded.") }
        self.lines = lines
    }
}
