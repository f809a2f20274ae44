import SluiceDocument
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Reads what a cycle's record has of one stage and one instrument.
struct RecordReading {
    let number: Int
    let explained: CycleExplanation

    private var plan: Plan { explained.plan }
    private var record: TracedCycle { explained.record }
    private var horizons: [String] { plan.horizons.map { "\($0)" } }

    /// What the stage's numbers are called that are not the instrument's alone.
    private var names: [String] { explained.names.indices.contains(number) ? explained.names[number] : [] }

    /// The instrument's numbers in the stage's frame, column by column.
    private func output(_ kind: TraceKind = .columns) -> [Double] {
        guard let bytes = record.bytes(kind, stage: number) else { return [] }
        let numbers = Self.numbers(bytes)
        return stride(from: explained.index, to: numbers.count, by: plan.instruments.count).map {
            numbers[$0]
        }
    }

    private static func numbers(_ bytes: [UInt8]) -> [Double] {
        MemoryReader(bytes: bytes).all.map { Double(bitPattern: $0) }
    }

    // MARK: What stages see

    var market: [StageFact] {
        let values = output(.market)
        guard values.count >= 12 else { return [] }
        let bar = StageFact(
            key: "bar", rows: [.init(Self.barNames, values)],
            remark: values[11] == 1 ? "" : " (an older bar)", silence: "nothing is known of it")
        let features = StageFact(
            key: "features", rows: [.init(names, output(.features))], title: "features: ")
        return [bar, features]
    }

    /// The names of the columns of a market frame but its last one, whether the bar is fresh.
    private static let barNames = [
        "open", "high", "low", "close", "volume", "bid", "ask", "bid_size", "ask_size", "volatility",
        "traded_value",
    ]

    /// A row for each member, with a number for each horizon.
    var forecasts: StageFact {
        let (values, count) = (output(), max(horizons.count, 1))
        let rows = stride(from: 0, to: values.count, by: count).map { start in
            let member = start / count
            let name = names.indices.contains(member) ? names[member] : "member \(member + 1)"
            let isAlone = values.count <= count
            return StageFact.Row(
                isAlone ? "" : name, horizons, values[start..<min(start + count, values.count)])
        }
        return StageFact(key: "forecasts", rows: rows)
    }

    var probabilities: StageFact {
        let values = output()
        let half = values.count / 2
        return StageFact(
            key: "probabilities",
            rows: [.init("peak", horizons, values[..<half]), .init("valley", horizons, values[half...])])
    }

    /// The alphas, and by horizon the weights of the members that made them.
    var alphas: [StageFact] {
        let alphas = StageFact(
            key: "alphas", rows: [.init(horizons, output())], unit: "bps", silence: "says nothing")
        let parts = record.parts.filter { $0.kind == .columns && $0.stage == number }
        guard parts.count > 1, !names.isEmpty else { return [alphas] }
        let weights = Self.numbers(parts[1].bytes)
        let rows = horizons.enumerated().map { horizon, name in
            StageFact.Row(name, names, weights.dropFirst(horizon * names.count).prefix(names.count))
        }
        return [alphas, StageFact(key: "weights", rows: rows, title: "weights ")]
    }

    /// What a learner gave at the end of the cycle.
    var learned: StageFact {
        let values = record.bytes(.columns, stage: number).map(Self.numbers) ?? []
        return StageFact(key: "weights", rows: [.init(names, values)], title: "weights for the next cycle: ")
    }

    // MARK: What stages decide

    var decision: StageFact {
        let values = output()
        guard values.count >= 7 else { return StageFact(key: "decision", rows: []) }
        let names = ["alpha_bps", "cost_bps", "net_bps", "score", "scale"]
        let horizon = Int(exactly: values[0]).flatMap { horizons.indices.contains($0) ? horizons[$0] : nil }
        let isOpen = values[1] != 0 && !values[1].isNaN
        return StageFact(
            key: "decision", rows: [.init(names, values[2...6])],
            words: isOpen ? Self.text(values, horizon ?? "?") : "no decision",
            labels: [
                .init("side", JSONValue(isOpen ? Self.side(values) : nil)),
                .init("horizon", JSONValue(isOpen ? horizon : nil)),
            ])
    }

    private static func side(_ values: [Double]) -> String { values[1] > 0 ? "long" : "short" }

    private static func text(_ values: [Double], _ horizon: String) -> String {
        let number = StageFact.text
        return "\(side(values)) \(horizon): alpha \(number(values[2]))bps, cost "
            + "\(number(values[3]))bps, net \(number(values[4]))bps, score \(number(values[5])), "
            + (values[6] == 0 ? "blocked" : "scale \(number(values[6]))")
    }

    var weight: StageFact {
        let weight = output().first ?? .nan
        let text = weight.isNaN ? "as it is" : "\(fixedText(weight * 100, places: 3))%"
        return StageFact(key: "target", rows: [.init(["weight"], output())], words: "weight \(text)")
    }

    /// Why the stage, or one before it, blocked or limited.
    var causes: [StageCause] {
        guard let bytes = record.bytes(.causes, stage: number) else { return [] }
        return RecordedCause.read(bytes).filter { $0.index == explained.index }.map { cause in
            let by = plan.stages.indices.contains(cause.stage) ? plan.stages[cause.stage].id : "the engine"
            return StageCause(reason: cause.reason, observed: cause.observed, limit: cause.limit, by: by)
        }
    }
}
