/// What stands between the data and the sizes.
extension PipelineDraft {
    mutating func addBars(hasGaps: Bool) {
        if hasGaps {
            addFile("bars.csv", DrawnBars.text(of: universe, &draw))
            add("bars", DrawnBars.plugin(&draw))
        } else {
            add(
                "bars",
                "data.simulated, with: { bars: \(draw.number(150...300)), "
                    + "volatility: \(draw.number(40...200))%, seed: \(draw.number(1...100_000)), "
                    + "jumps_per_session: \(draw.number(0...20)) }")
        }
    }

    mutating func addSignals() {
        let free = freeParts()
        let known = free.contains(.predictors) ? Self.rules + Self.fitted : Self.rules
        let chosen = draw.some(of: known, draw.number(1...3))
        var members: [String] = []
        for (number, name) in chosen.enumerated() { members += addPredictor("p\(number)", name) }
        var forecasts = chosen.indices.map { "p\($0)" }
        if free.contains(.calibrators), isPlain || draw.chance(0.4) {
            for (number, name) in draw.one(of: Self.calibrations).enumerated() {
                add("c\(number)", "calibrator.\(name)", from: forecasts)
                forecasts = ["c\(number)"]
            }
        }
        addBlender(free.contains(.blender) ? draw.one(of: Self.blenders) : "equal", of: forecasts, members)
        let cheap = cheapArbiter()
        let others = free.contains(.arbiter) ? [cheap, "cost_aware", "softmax", "winner"] : []
        add("pick", "arbiter.\(draw.one(of: [cheap] + others))")
        if free.contains(.gates) { addGates() }
    }

    private enum Part: CaseIterable {
        case predictors, calibrators, blender, arbiter, gates
    }

    /// The parts for which any stage is drawn; for the others only those that can be asked for many cycles at once.
    ///
    /// Where a single part is free, it alone decides whether cycles are run at once.
    private mutating func freeParts() -> [Part] {
        guard isPlain else { return Part.allCases }
        return draw.chance(0.8) ? [] : [draw.one(of: Part.allCases)]
    }

    /// Adds a predictor, and gives the names of its members.
    private mutating func addPredictor(_ id: String, _ name: String) -> [String] {
        switch name {
        case "linear":
            add(id, "predictor.linear, with: { horizons: [30m, 2h], terms: [\(DrawnFeature.terms(&draw))] }")
        case "ensemble":
            let signals = draw.some(of: Self.signals, draw.number(1...4)).joined(separator: ", ")
            let method = draw.one(of: ["mean", "majority", "leader"])
            add(
                id,
                "predictor.ensemble, with: { horizons: [30m, 2h], ic: 0.9, signals: [\(signals)], "
                    + "method: \(method) }")
        case "model":
            let families = draw.one(of: [["Forest"], ["LightGBM"], ["Forest", "LightGBM"]])
            let model = DrawnModel(folder: id + "-run", families: families)
            addFiles(model.returns(&draw))
            add(id, "predictor.model, with: { \(model.settings), targets: { \(model.returnTargets) } }")
            return families.map { "\(id).\($0)" }
        default:
            // Strong enough to be worth trading.
            let strength = ["book_imbalance", "order_flow"].contains(name) ? "" : ", ic: 0.9"
            add(id, "predictor.\(name), with: { horizons: [30m, 2h]\(strength) }")
        }
        return [id]
    }

    private mutating func addBlender(_ blender: String, of forecasts: [String], _ members: [String]) {
        guard blender == "oof_ridge" else { return add("blend", "blender.\(blender)", from: forecasts) }
        addFile("weights.json", DrawnWeights.text(of: members, &draw))
        add("blend", "blender.oof_ridge, with: { file: weights.json }", from: forecasts)
    }

    /// An arbiter to whom trading costs next to nothing.
    private mutating func cheapArbiter() -> String {
        let direction = draw.one(of: ["both", "long_only"])
        return
            "cost_aware, with: { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, direction: \(direction) }"
    }

    // MARK: What there is to choose from

    private static let rules = [
        "ema_cross", "ma_crossover", "mean_reversion", "momentum", "regime_switch", "rsi", "sma_trend",
        "vwap_reversion", "zscore_reversion", "book_imbalance", "order_flow",
    ]
    private static let fitted = ["linear", "ensemble", "model"]
    private static let signals = ["trend", "mean_reversion", "rsi", "order_flow", "book", "spread", "vwap"]
    private static let calibrations = [
        [scaled],
        [
            "rank_probit, with: { min_universe: 2 }", "winsorize, with: { min_universe: 2 }", "neutralise",
            scaled,
        ],
        [
            "zscore, with: { output: score, window: 20, minimum: 10 }",
            "confidence, with: { ic_window: 20, ic_every: 2, min_ic: 0.8, stability_warm_up: 1 }",
        ],
        [
            "zscore, with: { output: score, window: 40, minimum: 20 }",
            "confidence, with: { ic: per_instrument, min_ic: 0.6, stability_window: 5, tau: 2h }",
        ],
    ]
    private static let scaled = "zscore, with: { window: 40, minimum: 20, ic: 0.9 }"
    private static let blenders = [
        "adaptive", "cross_horizon", "equal", "inverse_volatility", "leader", "majority", "oof_ridge",
        "regime", "ridge_risk_parity", "zoo",
    ]
}
