/// Gates, and the probabilities that some of them ask for.
extension PipelineDraft {
    mutating func addGates() {
        if draw.chance(0.4) { addTurns() }
        for (number, gate) in draw.some(of: Self.gates, draw.number(isPlain ? 1...2 : 0...2)).enumerated() {
            add("g\(number)", "gate.\(gate == "events" ? events() : gate)")
        }
    }

    private mutating func events() -> String {
        let file = draw.one(of: ["events.csv", "events.yaml"])
        addFile(file, DrawnEvents.text(file, of: universe, &draw))
        let before = draw.one(of: ["15m", "2h", "{ earnings: 6h, default: 30m }"])
        return "events, with: { path: \(file), before: \(before) }"
    }

    /// The odds of a turn, and gates that ask for them.
    private mutating func addTurns() {
        switch draw.one(of: ["rule", "rule", "model", "scores"]) {
        case "rule":
            let drift = draw.one(of: ["momentum", "none"])
            add(
                "turns",
                "predictor.barrier_touch, with: { drift: \(drift), lookback: \(draw.number(2...20)) }")
            if draw.chance(0.6) { addCurves(takes: "probabilities") }
        case "model":
            let model = DrawnModel(folder: "turns-run", families: ["LightGBM"])
            addFiles(model.turns(&draw))
            add("turns", "predictor.model, with: { \(model.settings), targets: { \(model.turnTargets) } }")
            if draw.chance(0.6) { addCurves(takes: "probabilities") }
        default:
            add(
                "turns", "calibrator.zscore, with: { output: score, window: 30, minimum: 10 }", from: ["p0"])
            addCurves(takes: "scores")
        }
        let barriers = [
            "barrier", "barrier, with: { peak: 0.4, valley: 0.4 }", "barrier_soft",
            "barrier_soft, with: { signed: false, gamma: { 30m: 2, default: 0.5 } }",
        ]
        add("barrier", "gate.\(draw.one(of: barriers))")
        if draw.chance(0.3) { add("turned", "gate.exit, with: { barrier: true, exit_margin: 0.05 }") }
    }

    /// Makes calibrated probabilities of what stands at `turns`.
    private mutating func addCurves(takes: String) {
        let method = draw.one(of: ["isotonic", "platt"])
        var settings = "takes: \(takes)"
        if draw.chance(0.8) {
            addFile("curves.csv", DrawnCurves.text(method, &draw))
            settings += ", file: curves.csv"
        }
        add("odds", "calibrator.\(method), with: { \(settings) }", from: ["turns"])
    }

    /// The settings are wider than usual, for markets that move as much as these.
    private static let gates = [
        "confidence", "cooldown", "correlation", "events", "exit", "impact, with: { planned_trade: 0.1% }",
        "liquidity",
        "model_health", "netting", "prefilter", "quote_sanity", "session", "short_sale",
        "slippage, with: { planned_trade: 0.1%, max_spread_share: null, max_slippage: 500bps }", "spread",
        "volatility, with: { max: 12% }", "volume_spike",
    ]
}
