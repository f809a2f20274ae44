import SluiceDocument

/// What became of a cell.
package struct CellResult: Hashable, Sendable {
    /// How it ended.
    package enum Outcome: Hashable, Sendable {
        /// It ran to its end.
        case done(CellFigures)
        /// The file is not valid with what the cell sets; the first finding.
        case invalid(String)
        /// The run ended with an error.
        case failed(String)
    }

    /// The number of the cell in its plan, from 0.
    package let index: Int
    /// The cell's id.
    package let id: String
    /// How it ended.
    package let outcome: Outcome

    /// Notes what became of a cell.
    package init(index: Int, id: String, outcome: Outcome) {
        (self.index, self.id, self.outcome) = (index, id, outcome)
    }

    /// The state as a word: `done`, `invalid` or `failed`.
    package var state: String {
        switch outcome {
        case .done: "done"
        case .invalid: "invalid"
        case .failed: "failed"
        }
    }

    /// Why it did not run to its end; nil when it did.
    package var message: String? {
        switch outcome {
        case .done: nil
        case .invalid(let message), .failed(let message): message
        }
    }

    /// What it came to; nil when it did not run to its end.
    package var figures: CellFigures? { if case .done(let figures) = outcome { figures } else { nil } }
}

/// A line of results: what became of a cell, and the processor time that it took, which is no part of that.
package struct CellRow: Hashable, Sendable {
    /// What became of the cell.
    package let result: CellResult
    /// Seconds of the processor.
    package let cpu: Double

    /// Creates a row.
    package init(_ result: CellResult, cpu: Double) { (self.result, self.cpu) = (result, cpu) }

    /// The row as one JSON object.
    var object: JSONValue {
        var members: [JSONValue.Member] = [
            .init("cell", .int(result.index)), .init("id", .string(result.id)),
            .init("state", .string(result.state)),
        ]
        switch result.outcome {
        case .done(let figures):
            members += figures.members
            members.append(.init("periods_per_year", .double(figures.periodsPerYear)))
            members.append(.init("curve", .array(figures.curve.map { .double($0) })))
        case .invalid(let message), .failed(let message):
            members.append(.init("message", .string(message)))
        }
        members.append(.init("cpu_s", .double(cpu)))
        return .object(members)
    }

    /// Reads a row of results.
    init(_ line: SweepLine) throws(SweepError) {
        let outcome: CellResult.Outcome =
            switch try line.text("state") {
            case "done": .done(try CellFigures(line))
            case "invalid": .invalid(try line.text("message"))
            case "failed": .failed(try line.text("message"))
            default: throw line.error("'state' is nothing that this program knows")
            }
        result = CellResult(index: try line.count("cell"), id: try line.text("id"), outcome: outcome)
        cpu = try line.number("cpu_s")
        try line.check(object)
    }
}
