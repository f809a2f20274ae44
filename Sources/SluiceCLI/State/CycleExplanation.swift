import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One instrument in one recorded cycle, stage by stage, in words and numbers.
struct CycleExplanation {
    let record: TracedCycle
    let plan: Plan
    /// The instrument's number in the universe.
    let index: Int
    /// The orders that the cycle sent of it.
    let orders: [LedgerOrder]

    var lines: [String] {
        var lines = [
            "\(plan.name), cycle \(record.cycle) of \(record.now.iso8601): \(plan.instruments[index])"
        ]
        if record.bytes(.portfolio) == nil {
            lines.append("  the cycle was skipped: no stage behind the data ran")
        }
        for number in plan.stages.indices {
            let texts = texts(number)
            guard !texts.isEmpty else { continue }
            lines.append("  \(plan.stages[number].id) (\(plan.stages[number].plugin.fullName))")
            lines += texts.map { "    \($0)" }
        }
        lines += orders.map { "  \(Self.text($0))" }
        if orders.isEmpty { lines.append("  no order was sent") }
        return lines
    }

    private func texts(_ number: Int) -> [String] {
        let stage = plan.stages[number]
        guard stage.plugin.kind != .data else { return market(number) }
        guard let columns = columns(.columns, number) else { return [] }
        var texts: [String]
        switch stage.decoded.ports.gives {
        case .forecasts, .scores: texts = forecasts(stage, columns)
        case .probabilities: texts = probabilities(columns)
        case .alphas: texts = horizons(columns, unit: "bps")
        case .decisions: texts = decision(columns)
        case .targets, .approved: texts = ["weight \(Self.weight(columns.first ?? .nan))"]
        default: texts = []
        }
        return texts + causes(number)
    }

    private func market(_ number: Int) -> [String] {
        guard let values = columns(.market, number), values.count >= 12 else { return [] }
        let names = [
            "open", "high", "low", "close", "volume", "bid", "ask", "bid size", "ask size", "volatility",
            "traded value",
        ]
        let told = zip(names, values).filter { !$1.isNaN }.map { "\($0) \(Self.number($1))" }
        let bar = told.isEmpty ? "nothing is known of it" : told.joined(separator: ", ")
        return [values[11] == 1 ? bar : "\(bar) (an older bar)"]
    }

    private func forecasts(_ stage: PlannedStage, _ columns: [Double]) -> [String] {
        let horizons = plan.horizons.count
        guard horizons > 0 else { return [] }
        return stride(from: 0, to: columns.count, by: horizons).compactMap { start in
            let told = zip(plan.horizons, columns[start..<min(start + horizons, columns.count)]).filter {
                !$1.isNaN
            }
            guard !told.isEmpty else { return nil }
            let member = start / horizons
            let names = stage.outline.members
            let name =
                names.indices.contains(member)
                ? "\(names[member]): " : columns.count > horizons ? "member \(member + 1): " : ""
            return name + told.map { "\($0) \(Self.number($1))" }.joined(separator: ", ")
        }
    }

    private func horizons(_ columns: [Double], unit: String) -> [String] {
        let told = zip(plan.horizons, columns).filter { !$1.isNaN }
        return told.isEmpty
            ? ["says nothing"] : [told.map { "\($0) \(Self.number($1))\(unit)" }.joined(separator: ", ")]
    }

    private func probabilities(_ columns: [Double]) -> [String] {
        let half = columns.count / 2
        return [("peak", columns[..<half]), ("valley", columns[half...])].compactMap { name, values in
            let told = zip(plan.horizons, values).filter { !$1.isNaN }
            return told.isEmpty
                ? nil : "\(name) " + told.map { "\($0) \(Self.number($1))" }.joined(separator: ", ")
        }
    }

    private func decision(_ columns: [Double]) -> [String] {
        guard columns.count >= 7, columns[1] != 0, !columns[1].isNaN else { return ["no decision"] }
        let horizon = Int(exactly: columns[0]).flatMap {
            plan.horizons.indices.contains($0) ? "\(plan.horizons[$0])" : nil
        }
        return [
            "\(columns[1] > 0 ? "long" : "short") \(horizon ?? "?"): alpha \(Self.number(columns[2]))bps, cost "
                + "\(Self.number(columns[3]))bps, net \(Self.number(columns[4]))bps, score \(Self.number(columns[5])), "
                + (columns[6] == 0 ? "blocked" : "scale \(Self.number(columns[6]))")
        ]
    }

    /// Why the stage, or one before it, blocked or limited.
    private func causes(_ number: Int) -> [String] {
        guard let bytes = record.bytes(.causes, stage: number) else { return [] }
        return RecordedCause.read(bytes).filter { $0.index == index }.map { cause in
            let by = plan.stages.indices.contains(cause.stage) ? plan.stages[cause.stage].id : "the engine"
            let seen = cause.observed.isNaN ? "" : " \(Self.number(cause.observed))"
            let limit = cause.limit.isNaN ? "" : " (limit \(Self.number(cause.limit)))"
            return "\(cause.reason)\(seen)\(limit), by \(by)"
        }
    }

    /// The numbers of the instrument, column by column.
    private func columns(_ kind: TraceKind, _ number: Int) -> [Double]? {
        guard let bytes = record.bytes(kind, stage: number) else { return nil }
        let words = MemoryReader(bytes: bytes).all
        let rows = plan.instruments.count
        return stride(from: index, to: words.count, by: rows).map { Double(bitPattern: words[$0]) }
    }

    private static func text(_ order: LedgerOrder) -> String {
        let request = order.intent.request
        return "order \(request.side) \(request.quantity) \(order.intent.symbol): \(order.state.rawValue), "
            + "\(order.filled) filled, \(order.intent.clientID)"
    }

    private static func weight(_ value: Double) -> String {
        value.isNaN ? "as it is" : "\(fixedText(value * 100, places: 3))%"
    }

    private static func number(_ value: Double) -> String {
        value.isNaN ? "unknown" : fixedText(value, places: 4)
    }
}
