import ArgumentParser
import SluiceDocument
import SluiceEngine
import SluiceFiles
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One replay of a trace: run after run, cycle after cycle.
struct ReplaySession {
    let trace: TraceReader
    let program: ProgramContext
    /// Another file that decides; nil for the one that ran.
    let other: String?
    /// The cycles that are compared; nil for all.
    let wanted: ClosedRange<Int64>?

    private(set) var replayed = 0
    private(set) var differences: [Replay.Difference] = []
    private(set) var wishes: [Wish] = []
    /// The number of the stage that approved the targets of the run at hand.
    private var approving: Int?

    init(trace: TraceReader, program: ProgramContext, other: String?, wanted: ClosedRange<Int64>?) {
        (self.trace, self.program, self.other, self.wanted) = (trace, program, other, wanted)
    }

    /// What another file would have wanted of an instrument.
    struct Wish {
        let cycle: Int
        let symbol: String
        let approved: Double
        let wanted: Double
    }

    /// Whether nothing differs.
    var isEqual: Bool { differences.isEmpty && wishes.isEmpty }

    mutating func run() throws {
        var replay: Replay?
        try RecordedRuns(trace).forEach(upTo: wanted?.upperBound) { record, told, isFirst in
            if isFirst { replay = try self.replay(of: told, first: record) }
            try replay.map { try compare(record, $0, told) }
        }
    }

    private mutating func compare(_ record: TracedCycle, _ replay: Replay, _ told: TraceRun) throws {
        let found = try replay.run(record)
        guard wanted?.contains(record.cycle) ?? true else { return }
        replayed += 1
        if other == nil {
            differences += found
        } else {
            wishes += wishes(record, replay, told)
        }
    }

    /// Where the other file wants other weights than were approved.
    private func wishes(_ record: TracedCycle, _ replay: Replay, _ told: TraceRun) -> [Wish] {
        guard let approved = replay.engine.report.approved.last,
            let bytes = approving.flatMap({ record.bytes(.columns, stage: $0) })
        else { return [] }
        let recorded = MemoryReader(bytes: bytes).all
        return told.instruments.indices.compactMap { index in
            let (before, now) = (Double(bitPattern: recorded[index]), approved.weight[index])
            guard before.bitPattern != now.bitPattern, !(before.isNaN && now.isNaN) else { return nil }
            return Wish(
                cycle: Int(record.cycle), symbol: told.instruments[index], approved: before, wanted: now)
        }
    }

    /// Builds the engine of a run: the file as it ran, or another one on the same universe.
    private mutating func replay(of told: TraceRun, first: TracedCycle) throws -> Replay {
        let ran = try RecordedFile(told.pipeline).load(program)
        let loaded = try other.map(load) ?? ran
        let plan = try loaded.plan(program.console)
        approving = try ran.plan(program.console).stages.lastIndex { $0.plugin.kind == .risk }
        guard plan.instruments == told.instruments else {
            throw CommandError(.environment, "the file's universe is not the one that was recorded")
        }
        let surroundings = loaded.recordedSurroundings(of: plan, program.console)
        do {
            return try Replay(
                plan: plan, surroundings: surroundings, seed: told.seed, first: other == nil ? first : nil)
        } catch { throw CommandError(.environment, "\(error)") }
    }

    private func load(_ other: String) throws -> LoadedPipeline {
        var pipeline = try PipelineArguments.parse([other])
        pipeline.allowFolder = []
        return try pipeline.load(program, mode: nil, isStrict: true)
    }
}

extension ReplaySession {
    func writeText(to console: Console) {
        for difference in differences.prefix(100) { console.line(Self.text(difference)) }
        for wish in wishes.prefix(1_000) {
            console.line(
                "cycle \(wish.cycle)  \(wish.symbol): approved \(Self.percent(wish.approved)), would want \(Self.percent(wish.wanted))"
            )
        }
        let count = differences.count + wishes.count
        let cycles = "\(replayed) \(replayed == 1 ? "cycle" : "cycles") run again"
        console.line("\(cycles), \(count) \(count == 1 ? "difference" : "differences")")
    }

    private static func text(_ difference: Replay.Difference) -> String {
        "cycle \(difference.cycle) (\(difference.time.iso8601))  \(difference.stage): \(difference.detail)"
    }

    private static func percent(_ weight: Double) -> String {
        weight.isNaN ? "as it is" : "\(fixedText(weight * 100, places: 2))%"
    }

    /// For programs.
    var object: JSONValue {
        [
            "cycles": .int(replayed), "differences": .int(differences.count + wishes.count),
            "stages": .array(
                differences.map { difference in
                    [
                        "cycle": .int(difference.cycle), "time": .string(difference.time.iso8601),
                        "stage": .string(difference.stage), "input": .bool(difference.isInput),
                        "instrument": JSONValue(difference.value?.symbol),
                        "column": difference.value.map { .int($0.column) } ?? .null,
                        "recorded": JSONValue(difference.value?.recorded ?? .nan),
                        "now": JSONValue(difference.value?.now ?? .nan),
                    ]
                }),
            "wishes": .array(
                wishes.map {
                    [
                        "cycle": .int($0.cycle), "instrument": .string($0.symbol),
                        "approved": JSONValue($0.approved), "wanted": JSONValue($0.wanted),
                    ]
                }),
        ]
    }
}
