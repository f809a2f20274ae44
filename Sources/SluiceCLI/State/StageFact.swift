import SluiceDocument
import SluiceKit
import SluiceMarket

/// Something that a stage saw or gave in a recorded cycle: rows of named numbers, for people and for programs.
struct StageFact {
    /// A row, such as a member's forecasts by horizon.
    struct Row {
        /// What it is called; empty for the only row.
        let name: String
        /// Its numbers with their names; one that is absent is NaN.
        let numbers: [(name: String, value: Double)]

        init(_ name: String, _ names: [String], _ values: some Sequence<Double>) {
            (self.name, numbers) = (name, zip(names, values).map { (name: $0, value: $1) })
        }

        /// The only row.
        init(_ names: [String], _ values: some Sequence<Double>) { self.init("", names, values) }
    }

    /// The name in JSON.
    let key: String
    let rows: [Row]
    /// What stands behind each number in text, such as a unit.
    var unit = ""
    /// What stands before each row in text.
    var title = ""
    /// What stands behind each row in text.
    var remark = ""
    /// What text says where no number is known; nil to say nothing.
    var silence: String?
    /// What text says instead of the numbers.
    var words: String?
    /// Words before the numbers in JSON.
    var labels: [JSONValue.Member] = []

    /// For people: a line for each row that has a number.
    var lines: [String] {
        if let words { return [words] }
        let texts = rows.compactMap { row -> String? in
            let told = row.numbers.filter { !$0.value.isNaN }.map {
                "\($0.name) \(Self.text($0.value))\(unit)"
            }
            guard !told.isEmpty else { return nil }
            return
                "\(title)\(row.name.isEmpty ? "" : "\(row.name): ")\(told.joined(separator: ", "))\(remark)"
        }
        return texts.isEmpty ? silence.map { [$0] } ?? [] : texts
    }

    /// For programs: an object of rows, or of numbers where there is one row without a name.
    var member: JSONValue.Member {
        func object(_ row: Row) -> JSONValue {
            .object(labels + row.numbers.map { .init($0.name, .double($0.value)) })
        }
        if rows.count == 1, rows[0].name.isEmpty { return .init(key, object(rows[0])) }
        return .init(key, .object(rows.map { .init($0.name, object($0)) }))
    }

    /// Whether there is nothing to tell.
    var isEmpty: Bool { rows.allSatisfy { $0.numbers.isEmpty } }

    /// Four decimals, or eight for a number that has little to show within four.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : "\(value)" }
        return fixedText(value, places: value != 0 && value.magnitude < 0.01 ? 8 : 4)
    }
}

/// Why a decision was blocked or a target limited, and by whom.
struct StageCause {
    let reason: String
    let observed: Double
    let limit: Double
    /// The id of the stage.
    let by: String

    var line: String {
        let seen = observed.isNaN ? "" : " \(StageFact.text(observed))"
        return "\(reason)\(seen)\(limit.isNaN ? "" : " (limit \(StageFact.text(limit)))"), by \(by)"
    }

    var object: JSONValue {
        [
            "reason": .string(reason), "observed": .double(observed), "limit": .double(limit),
            "stage": .string(by),
        ]
    }
}
