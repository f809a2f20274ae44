import SluiceDocument
import SluiceMarket
import SluiceModels

/// How fast the models of a run are, for people or as JSON.
struct BenchPage {
    private let run: TrainingRun
    private let speeds: [ModelSpeed]

    init(_ run: TrainingRun, _ speeds: [ModelSpeed]) { (self.run, self.speeds) = (run, speeds) }

    /// A line for each model, without a line break at its end.
    var text: String {
        var lines: [String] = []
        if !speeds.isEmpty {
            let batches = ModelSpeed.batches.map { $0 == 1 ? "µs a row" : "by \($0)" }
            let head = ["target", "view", "family", "format", "rows", "ranges", "missing"] + batches
            lines += TextTable.lines([head] + speeds.map(line), numbers: 7...) + [""]
        }
        let refused = run.refusals.map { "refused[\($0.reason.rawValue)]: \($0)" }
        return (lines + refused + ["total \(speeds.count) measured, \(run.refusals.count) refused"])
            .joined(separator: "\n")
    }

    private func line(_ speed: ModelSpeed) -> [String] {
        let place = speed.model.place
        return [
            place.target, RunText.view(place), place.family, speed.model.format.rawValue,
            "\(speed.rows.count)",
            "\(speed.rows.ranged) of \(speed.model.model.ranges.count)",
            speed.rows.hasMissing ? "5%" : "none",
        ] + speed.figures.map { $0.microseconds.map { fixedText($0, places: 3) } ?? "-" }
    }

    /// The same as an object.
    var object: JSONValue {
        [
            "path": .string(run.path), "digest": .string(run.digest.description),
            "models": .array(speeds.map(Self.model)), "refusals": .array(run.refusals.map(RunObject.refusal)),
        ]
    }

    private static func model(_ speed: ModelSpeed) -> JSONValue {
        .object(
            RunObject.place(speed.model.place) + [
                .init("file", .string(speed.model.file)),
                .init("format", .string(speed.model.format.rawValue)),
                .init("rows", .int(speed.rows.count)),
                .init("numbers_in_row", .int(speed.rows.width)),
                .init("features_with_range", .int(speed.rows.ranged)),
                .init("missing", .double(speed.rows.hasMissing ? 0.05 : 0)),
                .init(
                    "speeds",
                    .array(
                        speed.figures.map {
                            ["batch": .int($0.batch), "microseconds_per_row": JSONValue($0.microseconds)]
                        })),
            ])
    }
}
