import SluiceMarket

/// The columns of the merged results, for whatever holds them.
struct ResultColumns {
    /// What a column holds.
    enum Value: Hashable {
        case whole(Int)
        case number(Double)
        case text(String)
        case none
    }

    /// The names of the columns, and SQLite's type of each.
    let names: [(name: String, type: String)]
    private let results: SweepResults
    private let stretches: [[(SweepWindow.Part, SweepStretch)]]

    init(_ results: SweepResults) {
        self.results = results
        let plan = results.plan
        var names = [("cell", "INTEGER"), ("id", "TEXT"), ("state", "TEXT")]
        if !plan.windows.isEmpty {
            names += [("window", "INTEGER"), ("part", "TEXT"), ("from", "TEXT"), ("to", "TEXT")]
        }
        names += plan.axes.map { ($0, "TEXT") }
        names += SweepMetric.allCases.map { ($0.rawValue, "REAL") }
        names += [
            ("fills", "INTEGER"), ("bars", "INTEGER"), ("fees", "TEXT"), ("final_equity", "TEXT"),
            ("message", "TEXT"),
        ]
        self.names = names
        stretches = plan.windows.map { window in
            SweepWindow.Part.allCases.map { ($0, window.stretch($0)) }
        }
    }

    /// The row of a cell.
    func row(_ index: Int) -> [Value] {
        let (plan, result) = (results.plan, results.cells[index])
        let cell = plan.cells[index]
        var row: [Value] = [.whole(index), .text(result.id), .text(result.state)]
        if let place = cell.place, let days = plan.days(of: cell) {
            row += [
                .whole(place.window), .text(place.part.rawValue), .text("\(days.first)"),
                .text("\(days.last)"),
            ]
        }
        row += plan.axes.map { path in
            cell.settings.last { $0.path == path }.map { .text($0.value) } ?? .none
        }
        guard let figures = result.figures else {
            let absent = SweepMetric.allCases.count + 4
            return row + Array(repeating: .none, count: absent) + [result.message.map { .text($0) } ?? .none]
        }
        row += SweepMetric.allCases.map { figures[$0].isNaN ? .none : .number(figures[$0]) }
        return row + [
            .whole(figures.fills), .whole(figures.bars), .text(figures.fees),
            figures.finalEquity.map { .text($0) } ?? .none, .none,
        ]
    }
}
