import SluiceKit
import SluiceTestKit

/// A pipeline made of built-in stages by dice: one seed, one file.
struct RandomPipeline {
    let text: String
    /// The files that it reads.
    let files: MemoryFiles
    /// The plugins in it.
    let plugins: Set<String>

    /// Half of them are of the kind whose cycles can be still, so that both ways are gone often.
    init(seed: UInt64) {
        var draw = Draw(seed: seed)
        let isPlain = draw.chance(0.5)
        let universe = ["AAA", "BBB", "CCC", "DDD"].prefix(draw.number(isPlain ? 1...4 : 3...4))
        let hasGaps = draw.chance(0.4)
        files = hasGaps ? ["bars.csv": DrawnBars.text(of: Array(universe), &draw)] : [:]
        let data = hasGaps ? DrawnBars.stage(&draw) : Self.simulated(&draw)
        let lines = [data] + Self.signals(isPlain, &draw) + Self.orders(isPlain, &draw)
        text = """
            version: 1
            name: drawn
            modes: [paper]
            universe: [\(universe.joined(separator: ", "))]
            cycle: { every: 30m, calendar: \(hasGaps ? "24/7" : draw.one(of: ["XNYS", "24/7"])) }
            seed: \(draw.number(1...1_000))
            stages:
            \(lines.map { "  - \($0)" }.joined(separator: "\n"))

            """
        plugins = Set(
            lines.compactMap { line in
                line.split(separator: "uses: ").dropFirst().first.map {
                    String($0.prefix { $0 != "," && $0 != " " })
                }
            })
    }

    private static func simulated(_ draw: inout Draw) -> String {
        "{ id: bars, uses: data.simulated, with: { bars: \(draw.number(150...300)), "
            + "volatility: \(draw.number(40...200))%, seed: \(draw.number(1...100_000)), "
            + "jumps_per_session: \(draw.number(0...20)) } }"
    }

    /// The stages between the data and the decisions.
    private static func signals(_ isPlain: Bool, _ draw: inout Draw) -> [String] {
        var lines: [String] = []
        let chosen = draw.some(of: predictors, draw.number(1...3))
        for (number, name) in chosen.enumerated() {
            lines.append(
                "{ id: p\(number), uses: predictor.\(name), with: { horizons: [30m, 2h]\(strength(name)) } }")
        }
        var forecasts = chosen.indices.map { "p\($0)" }.joined(separator: ", ")
        if !isPlain, draw.chance(0.4) {
            for (number, name) in draw.one(of: calibrations).enumerated() {
                lines.append("{ id: c\(number), from: [\(forecasts)], uses: calibrator.\(name) }")
                forecasts = "c\(number)"
            }
        }
        let blender = draw.one(of: isPlain ? ["equal"] : blenders)
        lines.append("{ id: blend, uses: blender.\(blender), from: [\(forecasts)] }")
        lines.append("{ id: pick, uses: arbiter.\(draw.one(of: arbiters(isPlain, &draw))) }")
        guard !isPlain else { return lines }
        let barred = draw.some(of: gates, draw.number(0...2))
        return lines + barred.enumerated().map { "{ id: g\($0), uses: gate.\($1) }" }
    }

    /// The stages behind the decisions.
    private static func orders(_ isPlain: Bool, _ draw: inout Draw) -> [String] {
        var lines = ["{ id: size, uses: sizer.\(isPlain ? fixed(&draw) : draw.one(of: sizers)) }"]
        let chosen = isPlain ? [window(&draw)] : draw.some(of: checks, draw.number(1...3))
        lines += chosen.enumerated().map { "{ id: r\($0), uses: risk.\($1) }" }
        lines.append(
            "{ id: route, uses: execution.\(isPlain ? market(&draw) : draw.one(of: executions)) }")
        lines.append("{ id: broker, uses: broker.\(broker(&draw)) }")
        if !isPlain, draw.chance(0.2) {
            lines.append("{ id: lesson, uses: learner.\(draw.one(of: ["exp3", "exp3_ix", "thompson"])) }")
        }
        return lines
    }

    // MARK: What there is to choose from

    private static let predictors = [
        "ema_cross", "ma_crossover", "mean_reversion", "momentum", "regime_switch", "rsi", "sma_trend",
        "vwap_reversion", "zscore_reversion", "book_imbalance", "order_flow",
    ]
    private static let calibrations = [
        [scaled],
        [
            "rank_probit, with: { min_universe: 2 }", "winsorize, with: { min_universe: 2 }", "neutralise",
            scaled,
        ],
    ]
    private static let scaled = "zscore, with: { window: 40, minimum: 20, ic: 0.9 }"
    private static let blenders = [
        "adaptive", "cross_horizon", "equal", "inverse_volatility", "leader", "majority", "regime",
        "ridge_risk_parity", "zoo",
    ]
    private static let gates = [
        "confidence", "cooldown", "correlation", "exit", "impact", "liquidity", "model_health", "netting",
        "prefilter", "quote_sanity", "session", "short_sale", "slippage", "spread", "volatility",
        "volume_spike",
    ]
    private static let sizers = [
        "cross_sectional", "fixed", "hierarchical_risk_parity", "impact_limited", "kelly", "mean_variance",
        "minimum_variance", "risk_parity", "volatility", "volatility_target",
    ]
    private static let checks = [
        "api_health", "book_limits", "concentration", "currency", "daily_loss", "drawdown", "exposure",
        "guardrails", "leverage", "liquidation_buffer", "margin", "model_health", "notional", "order_age",
        "order_rate", "position_age", "position_count", "range_breaker", "slippage", "staleness", "switch",
        "trading_window", "turnover", "value_at_risk", "volatility_breaker",
    ]
    private static let executions = [
        "bracket", "iceberg", "limit", "market", "marketable_limit", "pov", "stop", "stop_limit", "trailing",
        "twap", "vwap",
    ]

    /// Strong enough to be worth trading.
    private static func strength(_ name: String) -> String {
        ["book_imbalance", "order_flow"].contains(name) ? "" : ", ic: 0.9"
    }

    private static func arbiters(_ isPlain: Bool, _ draw: inout Draw) -> [String] {
        let direction = draw.one(of: ["both", "long_only"])
        let cheap =
            "with: { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, direction: \(direction) }"
        let plain = "cost_aware, \(cheap)"
        return isPlain ? [plain] : [plain, plain, "cost_aware", "softmax", "winner"]
    }

    private static func fixed(_ draw: inout Draw) -> String {
        let size =
            draw.chance(0.5) ? "units: \(draw.number(1...400))" : "weight: \(draw.number(1...60))%"
        return "fixed, with: { \(size), no_decision: \(draw.one(of: ["close", "keep", "close_adverse"])), "
            + "no_trade_band: \(draw.one(of: ["0bps", "20bps"])), gross_target: \(draw.number(30...150))% }"
    }

    private static func window(_ draw: inout Draw) -> String {
        "trading_window, with: { after_bars: \(draw.one(of: [0, 0, 20, 60])), "
            + "reductions: \(draw.one(of: ["true", "false"])) }"
    }

    private static func market(_ draw: inout Draw) -> String {
        "market, with: { lot: \(draw.one(of: ["1", "1", "10", "0.01", "0.0001"])) }"
    }

    private static func broker(_ draw: inout Draw) -> String {
        let account = draw.one(of: ["", "", ", account: margin", ", account: cash"])
        return
            "paper, with: { cash: \(draw.number(5...500))000 USD, fee: \(draw.number(0...9))bps\(account), "
            + "borrow_rate: \(draw.one(of: ["0%", "0%", "5%"])) }"
    }
}

/// Dice that draw from lists.
struct Draw {
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func chance(_ part: Double) -> Bool { dice.uniform() < part }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.uniform() * Double(range.count))
    }

    mutating func one<Element>(of list: [Element]) -> Element { list[number(0...list.count - 1)] }

    /// Some different ones, in the order of the list.
    mutating func some<Element>(of list: [Element], _ count: Int) -> [Element] {
        var left = Array(list.indices)
        var chosen: [Int] = []
        for _ in 0..<min(count, list.count) { chosen.append(left.remove(at: number(0...left.count - 1))) }
        return chosen.sorted().map { list[$0] }
    }
}
