import ArgumentParser
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One comparison of what was recorded with a backtest on the recorded frames: run after run, cycle after cycle.
struct ParitySession {
    let folder: String
    let trace: TraceReader
    let program: ProgramContext
    /// Another file that is run in the place of the one that ran; nil for none.
    let other: String?
    /// The cycles that are compared; nil for all.
    let wanted: ClosedRange<Int64>?
    /// Whether the cycle after a difference goes on from the recorded book.
    let resyncs: Bool

    private(set) var compared = 0
    private(set) var first: ParityDifference?
    private(set) var counts: [ParityDifference.Kind: Int] = [:]
    /// The first of the differences, and what was taken from the record, each once in a row.
    private(set) var differences: [ParityDifference] = []
    private(set) var notes: [ParityNote] = []

    init(
        folder: String, program: ProgramContext, other: String?, wanted: ClosedRange<Int64>?, resyncs: Bool
    ) throws {
        (self.folder, self.program, self.other) = (folder, program, other)
        (self.wanted, self.resyncs) = (wanted, resyncs)
        trace = try journaled { () throws(JournalError) in try TraceReader(folder: folder) }
    }

    /// How many differences there are.
    var total: Int { counts.values.reduce(0, +) }

    /// How many differences are kept to be shown.
    static let limit = 100

    mutating func run() throws {
        var (parity, trades, told): (Parity?, RecordedTrades?, Int) = (nil, nil, 0)
        var last: Int64?
        try RecordedRuns(trace).forEach(upTo: wanted?.upperBound) { record, run, isFirst in
            if isFirst {
                let known = try trades ?? readTrades(from: record, run)
                trades = known
                parity = try begin(run, record, known, after: parity)
                told = 0
            } else if let last, record.cycle > last + 1 {
                note(
                    record,
                    "the trace lacks \(record.cycle - last - 1) cycles before it: they were late, or lost")
            }
            last = record.cycle
            guard let parity, parity.hasBeginning else { return }
            let found = try parity.run(record)
            guard wanted?.contains(record.cycle) ?? true else { return }
            compared += 1
            for difference in found { take(difference) }
            for note in parity.notes.dropFirst(told) { take(note) }
            told = parity.notes.count
        }
    }

    private mutating func take(_ difference: ParityDifference) {
        first = first ?? difference
        counts[difference.kind, default: 0] += 1
        if differences.count < Self.limit { differences.append(difference) }
    }

    private mutating func take(_ note: ParityNote) {
        if notes.last?.text != note.text { notes.append(note) }
    }

    private mutating func note(_ record: TracedCycle, _ text: String) {
        take(ParityNote(cycle: Int(record.cycle), time: record.now, text: text))
    }

    private func readTrades(from record: TracedCycle, _ run: TraceRun) throws -> RecordedTrades {
        try journaled { () throws(JournalError) in
            try RecordedTrades(of: folder, from: record.now, instruments: run.instruments)
        }
    }

    /// Builds the backtest of a run: of the file as it ran, or of another one on the same universe.
    private mutating func begin(
        _ run: TraceRun, _ record: TracedCycle, _ trades: RecordedTrades, after earlier: Parity?
    ) throws -> Parity {
        let loaded = try other.map(load) ?? RecordedFile(run.pipeline).load(program)
        let plan = try loaded.plan(program.console)
        guard plan.instruments == run.instruments else {
            throw CommandError(.environment, "the file's universe is not the one that was recorded")
        }
        let parity: Parity
        do {
            parity = try Parity(
                plan: plan, surroundings: loaded.recordedSurroundings(of: plan, program.console), run: run,
                first: record, trades: trades, after: earlier, resyncs: resyncs)
        } catch {
            throw CommandError(
                .environment,
                "\(error); --with names a file that does, such as the same pipeline with broker.paper")
        }
        if !parity.hasBeginning {
            note(record, "not compared: the beginning of its run is no longer in the trace")
        }
        return parity
    }

    private func load(_ other: String) throws -> LoadedPipeline {
        var pipeline = try PipelineArguments.parse([other])
        pipeline.allowFolder = []
        return try pipeline.load(program, mode: nil, isStrict: true)
    }
}
