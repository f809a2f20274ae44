import SluiceMarket
import SluiceModels

/// A training run as a terminal shows it.
struct RunText {
    private let run: TrainingRun

    init(_ run: TrainingRun) { self.run = run }

    /// What there is, what is refused and why, without a line break at its end.
    var whole: String {
        var lines = [head, "digest \(run.digest)"]
        if !run.models.isEmpty { lines += [""] + table }
        for features in features { lines += ["", features] }
        if !refused.isEmpty { lines += [""] + refused }
        if !notices.isEmpty { lines += [""] + notices }
        return (lines + ["", total]).joined(separator: "\n")
    }

    /// What is refused and why, without a line break at its end.
    var findings: String { (refused + notices + [total, "digest \(run.digest)"]).joined(separator: "\n") }

    private var head: String {
        let name = run.manifest?.id.map { "run \($0.printable)" } ?? "run"
        let parts = [
            name, run.path.isEmpty ? nil : "in \(run.path)" + (run.isLatestOfSeveral ? ", the latest" : ""),
            run.made.map { "made \($0)" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private var table: [String] {
        TextTable.lines(
            [["target", "view", "family", "file", "bars", "trained until", "checksum"]] + run.models.map(row))
    }

    /// The view of a model with its universe or instrument.
    static func view(_ place: RunPlace) -> String {
        [place.view, place.universe, place.symbol].compactMap(\.self).joined(separator: " ")
    }

    private func row(_ model: TrainedModel) -> [String] {
        let place = model.place
        return [
            place.target, Self.view(place), place.family, String(model.file.split(separator: "/").last ?? ""),
            model.metadata.interval.map { "\($0)" } ?? "?", model.trainedUntil.map { "\($0)" } ?? "?",
            model.isSigned ? "verified" : "none",
        ]
    }

    /// A line for each set of features, in the order of their names: which models take them.
    private var features: [String] {
        let sets = Dictionary(grouping: run.models) { $0.features.sorted() }
        return sets.sorted { $0.value.count > $1.value.count || $0.key.lexicographicallyPrecedes($1.key) }
            .prefix(10).map { names, models in
                let count = models.count == 1 ? "1 model takes" : "\(models.count) models take"
                return "\(count) \(names.count) features: \(names.map(\.printable).joined(separator: ", "))"
            }
    }

    private var refused: [String] {
        run.refusals.map { "refused[\($0.reason.rawValue)]: \($0)" }
    }

    private var notices: [String] { run.notices.map { "notice[\($0.kind.rawValue)]: \($0)" } }

    private var total: String { "total \(run.models.count) load, \(run.refusals.count) refused" }
}

extension String {
    /// The text without control characters, as metadata of others may hold them.
    fileprivate var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}
