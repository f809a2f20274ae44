import SluiceDocument

extension EnsembleProfile {
    /// How a parameter of a signal is written in our settings.
    private enum Unit {
        case count
        case number
        /// A fraction there, basis points here.
        case fraction
        case basisPoints
    }

    /// A parameter, and the setting that it becomes.
    private struct Parameter {
        let key: String
        let setting: String
        let unit: Unit
        let range: ClosedRange<Double>

        init(_ key: String, _ setting: String, _ unit: Unit, _ range: ClosedRange<Double>) {
            (self.key, self.setting, self.unit, self.range) = (key, setting, unit, range)
        }
    }

    /// The signals that the other system knows, with ours and their parameters.
    private static let known: [(name: String, ours: String, parameters: [Parameter])] = [
        (
            "trend", "trend",
            [
                Parameter("fast_period", "short", .count, 1...10_000),
                Parameter("slow_period", "long", .count, 2...20_000),
            ]
        ),
        (
            "mean_reversion", "mean_reversion",
            [
                Parameter("window", "window", .count, 3...20_000),
                Parameter("z_entry_threshold", "entry", .number, 0.1...10),
                Parameter("z_exit_threshold", "exit", .number, 0...10),
            ]
        ),
        (
            "momentum", "rsi",
            [
                Parameter("period", "period", .count, 1...10_000),
                Parameter("oversold", "oversold", .number, 1...99),
                Parameter("overbought", "overbought", .number, 1...99),
            ]
        ),
        (
            "order_flow", "order_flow",
            [
                Parameter("aggressor_threshold_bullish", "aggression", .number, 0.5...0.99),
                Parameter("min_trades", "min_bars", .count, 1...20_000),
            ]
        ),
        (
            "orderbook_imbalance", "book",
            [
                Parameter("imbalance_threshold", "threshold", .number, 0...0.99),
                Parameter("strong_imbalance_threshold", "strong", .number, 0.01...1),
            ]
        ),
        (
            "spread", "spread",
            [
                Parameter("tight_spread_bps", "tight", .basisPoints, 0.01...1_000),
                Parameter("normal_spread_bps", "normal", .basisPoints, 0.01...1_000),
                Parameter("wide_spread_bps", "wide", .basisPoints, 0.01...1_000),
            ]
        ),
        (
            "vwap", "vwap",
            [
                Parameter("deviation_threshold", "near", .fraction, 0.000_1...0.2),
                Parameter("strong_deviation_threshold", "sure", .fraction, 0.000_1...0.5),
                Parameter("min_trades", "min_bars", .count, 1...20_000),
            ]
        ),
    ]

    /// Reads the list of signals.
    mutating func readSignals(_ node: Node?, at place: SourceSpan, _ issues: inout [Diagnostic]) {
        guard let elements = node?.elements else {
            issues.append(
                Diagnostic(
                    .foreignFile, "an ensemble profile has 'signals', a list", at: node?.span ?? place))
            return
        }
        for element in elements { readSignal(element, &issues) }
        if signals.isEmpty, !issues.hasErrors {
            issues.append(
                Diagnostic(.foreignFile, "no signal is on that could be imported", at: node?.span ?? place))
        }
    }

    private mutating func readSignal(_ node: Node, _ issues: inout [Diagnostic]) {
        var entry = ForeignMapping(node, "the signal", &issues)
        guard node.entries != nil else { return }
        let nameNode = entry.node("name")
        let isOn = entry.truth("enabled", &issues) ?? true
        let parameterNode = entry.node("parameters")
        entry.reportRest(&issues)
        guard let name = nameNode?.text else {
            issues.append(Diagnostic(.foreignFile, "a signal has a 'name'", at: nameNode?.span ?? node.span))
            return
        }
        guard isOn else { return }
        guard let known = Self.known.first(where: { $0.name == name }) else {
            issues.append(
                Diagnostic(
                    .warning, .notImported, "there is no signal like '\(name)'",
                    at: nameNode?.span ?? node.span,
                    suggestion: nearestName(to: name, among: Self.known.map(\.name))))
            return
        }
        guard !signals.contains(known.ours) else {
            issues.append(
                Diagnostic(
                    .warning, .notImported, "'\(name)' is there already: an ensemble asks each signal once",
                    at: nameNode?.span ?? node.span))
            return
        }
        signals.append(known.ours)
        var parameters = ForeignMapping(parameterNode, "'parameters'", &issues)
        var parts = known.parameters.compactMap { parameter -> String? in
            guard let number = parameters.number(parameter.key, in: parameter.range, &issues) else {
                return nil
            }
            return "\(parameter.setting): \(Self.text(number, parameter, &issues))"
        }
        readDifferences(of: name, &parameters, &parts, &issues)
        parameters.reportRest(&issues)
        guard !parts.isEmpty else { return }
        settings.append(
            Line(
                key: known.ours, value: "{ \(parts.joined(separator: ", ")) }",
                span: parameterNode?.span ?? node.span))
    }

    private static func text(
        _ number: ForeignNumber, _ parameter: Parameter, _ issues: inout [Diagnostic]
    ) -> String {
        switch parameter.unit {
        case .number: return ForeignNumber.text(number.value)
        case .fraction: return "\(ForeignNumber.text(number.value * 10_000))bps"
        case .basisPoints: return "\(ForeignNumber.text(number.value))bps"
        case .count:
            if number.value != number.value.rounded() {
                issues.append(
                    Diagnostic(
                        .foreignFile, "'\(parameter.key)' must be a whole number, was \(number.value)",
                        at: number.span))
            }
            return ForeignNumber.text(number.value.rounded())
        }
    }

    /// Parameters that have no counterpart of quite the same meaning.
    private func readDifferences(
        of name: String, _ parameters: inout ForeignMapping, _ parts: inout [String],
        _ issues: inout [Diagnostic]
    ) {
        func warn(_ message: String, _ span: SourceSpan) {
            issues.append(Diagnostic(.warning, .differsWhenImported, message, at: span))
        }
        if name == "order_flow" || name == "vwap",
            let trades = parameters.number("min_trades", in: 1...20_000, &issues)
        {
            warn(
                "'min_trades' becomes 'min_bars': bars stand for trades, which bars do not tell", trades.span)
            let (usual, window) = (name == "vwap" ? 120.0 : 20, trades.value)
            if window > usual { parts.append("window: \(ForeignNumber.text(window))") }
        }
        if name == "order_flow" {
            let bullish =
                parameters.number("aggressor_threshold_bullish", in: 0.5...0.99, &issues)?.value ?? 0.6
            let bearish = parameters.number("aggressor_threshold_bearish", in: 0...0.5, &issues)
            if let bearish, (bearish.value + bullish - 1).magnitude > 1e-9 {
                warn("selling is judged as buying is: 'aggression' stands for both sides", bearish.span)
            }
            if let node = parameters.node("volume_weight"),
                parameters.truth("volume_weight", &issues) == false
            {
                warn("every share of buying is one of volume", node.span)
            }
        }
        if name == "orderbook_imbalance", let levels = parameters.number("levels", in: 1...1_000, &issues),
            levels.value > 1
        {
            warn("the book is read at its best prices alone", levels.span)
        }
    }
}
