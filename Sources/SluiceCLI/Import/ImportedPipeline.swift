import SluiceDocument
import SluiceKit
import SluicePipeline

/// A pipeline file made of another system's, with where each of its lines comes from.
struct ImportedPipeline {
    /// What the file says of the market, which a profile does not.
    struct Market {
        var symbols = ["BTC-USD", "ETH-USD"]
        var every = "60s"
        var calendar = "24/7"
        var horizon = "15m"
    }

    /// The text of the pipeline file.
    let text: String
    /// By line of the text, from 1: where in the imported file it comes from.
    private let origins: [Int: SourceSpan]

    /// Writes the pipeline of a profile; `hasExits` tells whether the program can close at stops.
    init(_ profile: EnsembleProfile, market: Market, hasExits: Bool) {
        var lines = profile.notes.flatMap { $0.split(whereSeparator: \.isNewline) }.map { "# \($0)" }
        var origins: [Int: SourceSpan] = [:]
        lines += [
            "# A profile names no market: a simulated one stands here until 'universe' and 'bars' are yours.",
            "# 'ic' says how many basis points a signal is worth; 'pick' counts no costs, as the profile counts none.",
            "# Measure the one and set the others before you trust a trade.",
            "version: 1", "name: \(profile.name)", "modes: [paper, backtest]",
            "universe: [\(market.symbols.joined(separator: ", "))]",
            "cycle: { every: \(market.every), calendar: \(market.calendar) }", "", "stages:",
            "  - { id: bars, uses: data.simulated, with: { bars: 4320 } }",
            "  - id: signals", "    uses: predictor.ensemble", "    with:",
            "      horizons: [\(market.horizon)]",
            "      signals: [\(profile.signals.joined(separator: ", "))]",
        ]
        for line in profile.settings {
            lines.append("      \(line.key): \(line.value)")
            if let span = line.span { origins[lines.count] = span }
        }
        lines += [
            "  - { id: blend, uses: blender.ridge_risk_parity }",
            "  - id: pick", "    uses: arbiter.cost_aware",
            "    with: { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, reserve_spread_multiple: 0 }",
        ]
        if hasExits, !profile.exits.isEmpty {
            let parts = profile.exits.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
            lines.append("  - { id: exits, uses: gate.exit, with: { \(parts) } }")
            if let span = profile.exits.first?.span { origins[lines.count] = span }
        }
        lines += [
            "  - { id: size, uses: sizer.fixed, with: { no_decision: close } }",
            "  - { id: guard, uses: risk.guardrails }",
            "  - { id: route, uses: execution.market, with: { lot: 0.0001 } }",
            "  - { id: broker, uses: broker.paper }",
        ]
        text = lines.joined(separator: "\n") + "\n"
        self.origins = origins
    }

    /// What `validate` would say of the text, with the places of the imported file where they are known.
    func diagnostics(_ registry: Registry, path: String) -> [Diagnostic] {
        let text = text
        let loader = PipelineLoader(registry: registry) { _ in Array(text.utf8) }
        return loader.load(path).diagnostics.map { finding in
            let origin = finding.span.flatMap { origins[$0.line] }
            guard let origin, finding.severity == .error else { return finding }
            return Diagnostic(.foreignFile, finding.message, at: origin)
        }
    }
}
