import SluiceDocument
import SluiceHistory
import SluiceMarket

/// What `sluice data inspect` shows of a file.
struct DataPage {
    let file: String
    let columns: [String]
    let survey: BarSurvey
    let digest: ContentDigest

    /// How many instruments the text shows.
    private static let shown = 20

    /// For people.
    var text: String {
        var lines = [
            "file         \(file)", "bars         \(survey.rows)",
            "columns      \(columns.joined(separator: ", "))", "first        \(survey.first?.iso8601 ?? "-")",
            "last         \(survey.last?.iso8601 ?? "-")",
            "bar length   \(survey.interval.map { "\($0)" } ?? "-")",
            "gaps         \(survey.gaps) distances between bars are longer",
            "sorted       \(survey.isSorted ? "yes" : "no")",
            "unreadable   \(survey.refused) lines", "content      \(digest)",
            "instruments  \(survey.instruments.count)",
        ]
        for (symbol, known) in sorted.prefix(Self.shown) {
            lines.append("  \(symbol): \(known.count) bars, \(known.first.iso8601) to \(known.last.iso8601)")
        }
        if survey.instruments.count > Self.shown {
            lines.append("  and \(survey.instruments.count - Self.shown) more")
        }
        return lines.joined(separator: "\n")
    }

    /// For programs.
    var object: JSONValue {
        let instruments = sorted.map { symbol, known in
            [
                "symbol": .string(symbol), "bars": .int(known.count), "first": .string(known.first.iso8601),
                "last": .string(known.last.iso8601),
            ] as JSONValue
        }
        return [
            "file": .string(file), "bars": .int(survey.rows), "columns": .array(columns.map { .string($0) }),
            "first": JSONValue(survey.first?.iso8601), "last": JSONValue(survey.last?.iso8601),
            "barLength": JSONValue(survey.interval.map { "\($0)" }), "gaps": .int(survey.gaps),
            "sorted": .bool(survey.isSorted), "unreadable": .int(survey.refused),
            "content": .string("\(digest)"), "instruments": .array(instruments),
        ]
    }

    private var sorted: [(String, BarSurvey.Instrument)] {
        survey.instruments.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
}
