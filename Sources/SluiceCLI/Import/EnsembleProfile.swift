import SluiceDocument
import SluiceYAML

/// An ensemble profile of the live-trade engine, read from its YAML and told in settings of ours.
struct EnsembleProfile {
    /// What stood in the file for a person to read.
    var name = "imported"
    var notes: [String] = []
    /// The signals that are on, by our names.
    var signals: [String] = []
    /// Lines of settings of `predictor.ensemble`, with where in the profile each comes from.
    var settings: [Line] = []
    /// Settings of `gate.exit`.
    var exits: [Line] = []

    /// A key and its value as a pipeline file writes them.
    struct Line {
        let key: String
        let value: String
        let span: SourceSpan?
    }

    /// Reads a profile; whatever cannot be taken over is in `issues`.
    init(_ source: SourceFile, into issues: inout [Diagnostic]) {
        guard let root = YAMLReader.read(source, into: &issues) else { return }
        var file = ForeignMapping(root, "the profile", &issues)
        guard root.entries != nil else { return }
        describe(&file, &issues)
        readSignals(file.node("signals"), at: root.span, &issues)
        var combiner = ForeignMapping(file.node("combiner"), "'combiner'", &issues)
        readCombiner(&combiner, &issues)
        combiner.reportRest(&issues)
        var decision = ForeignMapping(file.node("decision"), "'decision'", &issues)
        readDecision(&decision, &issues)
        decision.reportRest(&issues)
        file.reportRest(&issues)
    }

    private mutating func describe(_ file: inout ForeignMapping, _ issues: inout [Diagnostic]) {
        let given = file.text("name", &issues)
        let version = file.text("version", &issues)
        if let given { name = Self.pipelineName(given) }
        notes.append(
            "Imported from the ensemble profile '\(given ?? "unnamed")'\(version.map { ", version \($0)" } ?? "")."
        )
        if let description = file.text("description", &issues) { notes.append(description) }
        if let tags = file.node("tags")?.elements?.compactMap(\.text), !tags.isEmpty {
            notes.append("Tags: \(tags.joined(separator: ", ")).")
        }
    }

    /// A name that a pipeline can have: letters, digits, dashes.
    static func pipelineName(_ text: String) -> String {
        let words = text.lowercased().utf8.map { byte in
            (97...122).contains(byte) || (48...57).contains(byte) ? Character(UnicodeScalar(byte)) : "-"
        }
        let name = String(String(words).split(separator: "-").joined(separator: "-").prefix(48))
        return name.first?.isLetter == true ? name : "imported\(name.isEmpty ? "" : "-\(name)")"
    }

    private mutating func readCombiner(_ combiner: inout ForeignMapping, _ issues: inout [Diagnostic]) {
        add("adx_period", combiner.number("adx_period", in: 1...1_000, &issues))
        add("trending", combiner.number("trending_threshold", in: 0...100, &issues))
        add("ranging", combiner.number("ranging_threshold", in: 0...100, &issues))
        let usual = ["TREND", "MEAN_REVERSION", "ORDER_FLOW", "MICROSTRUCTURE"]
        for (key, defaults) in [
            ("trending_weights", [1, 0, 0.8, 0.5]), ("ranging_weights", [0, 1, 0.6, 0.7]),
        ] {
            let node = combiner.node(key)
            var weights = ForeignMapping(node, "'\(key)'", &issues)
            let parts = zip(usual, defaults).map { type, value in
                let own = weights.number(type, in: 0...100, &issues)?.value ?? value
                return "\(type.lowercased()): \(ForeignNumber.text(own))"
            }
            for type in ["VOLATILITY", "SENTIMENT"] {
                guard let weight = weights.number(type, in: 0...100, &issues) else { continue }
                issues.append(
                    Diagnostic(
                        .note, .notImported, "'\(type)' weighs nothing: no signal of that type is imported",
                        at: weight.span))
            }
            weights.reportRest(&issues)
            settings.append(
                Line(key: key, value: "{ \(parts.joined(separator: ", ")), default: 0 }", span: node?.span))
        }
    }

    private mutating func readDecision(_ decision: inout ForeignMapping, _ issues: inout [Diagnostic]) {
        add("buy_threshold", decision.number("buy_threshold", in: 0...1, &issues))
        let sell = decision.number("sell_threshold", in: -1...0, &issues)
        add("sell_threshold", sell.map { ForeignNumber(value: -$0.value, span: $0.span) })
        add("close_threshold", decision.number("close_threshold", in: 0...1, &issues))
        for (key, ours, largest) in [
            ("stop_loss_pct", "stop_loss", 1.0), ("take_profit_pct", "take_profit", 100),
        ] {
            // The profile's 0.02 is our 2%.
            guard let share = decision.number(key, in: 0.0001...largest, &issues) else { continue }
            exits.append(
                Line(key: ours, value: "\(ForeignNumber.text(share.value * 100))%", span: share.span))
        }
    }

    mutating func add(_ key: String, _ number: ForeignNumber?) {
        guard let number else { return }
        settings.append(Line(key: key, value: ForeignNumber.text(number.value), span: number.span))
    }
}
