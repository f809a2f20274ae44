import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// Runs a plan on its whole data and on data that are cut at several bars, and looks whether a stage knew what came after.
///
/// Whatever a stage gives must not change when the lines behind a bar are gone, bit for bit. Where bars come from no file
/// with a line for each, the shorter run only ends there. Takes the time of one run for each cut, and eight bytes of memory
/// for each stage and cycle.
public struct LookaheadCheck {
    /// A stage whose output was another one without what came later.
    public struct Finding: Hashable, Sendable {
        /// The stage's id.
        public let stage: String
        /// The number of the first cycle that differs, from 1.
        public let cycle: Int
        /// The time of that cycle.
        public let time: Timestamp
        /// The last bar that was left.
        public let cut: Timestamp
    }

    /// What came of it.
    public struct Result: Sendable {
        /// How many cycles the whole run had.
        public fileprivate(set) var cycles = 0
        /// The bars that the data were cut after.
        public fileprivate(set) var cuts: [Timestamp] = []
        /// What was found, at most one for each cut: the first cycle, and in it the first stage of the plan.
        public fileprivate(set) var findings: [Finding] = []
    }

    private let plan: Plan
    private let surroundings: Surroundings
    private let options: RunOptions
    private let signal: StopSignal

    /// Takes what the runs are made of.
    public init(plan: Plan, surroundings: Surroundings, options: RunOptions, signal: StopSignal) {
        (self.plan, self.options, self.signal) = (plan, options, signal)
        // What is played from columns is read from no lines that could be cut.
        self.surroundings = surroundings.playing([:])
    }

    /// Runs once whole and once for each of some cuts, whose bars the seed chooses.
    /// - Throws: What a run throws; `BuildError` where there are not two cycles to cut between.
    public func result(cuts: Int) throws -> Result {
        let whole = DigestTape()
        let engine = try run(whole, options, surroundings)
        guard whole.count > 1 else {
            throw BuildError(stage: plan.name, message: "there are not two cycles to cut between")
        }
        var result = Result()
        result.cycles = whole.count
        for place in Self.places(cuts, among: whole.count, seed: engine.seed) where !signal.isStopping {
            let moment = whole.time(place)
            let short = DigestTape()
            var cut = options
            cut.until = moment
            _ = try run(short, cut, surroundings.cut(try engine.dataLines(upTo: moment)))
            guard !signal.isStopping else { break }
            result.cuts.append(moment)
            if let found = short.firstDifference(from: whole, within: place + 1) {
                let id = plan.stages[found.stage].id
                result.findings.append(
                    Finding(stage: id, cycle: found.cycle, time: found.time, cut: moment))
            }
        }
        return result
    }

    /// Places of cycles after which the data are cut, in order; never after the last.
    private static func places(_ cuts: Int, among count: Int, seed: UInt64) -> [Int] {
        var dice = Dice(seed: seed, stage: "lookahead")
        var places: Set<Int> = []
        while places.count < min(cuts, count - 1) {
            places.insert(min(Int(dice.uniform() * Double(count - 1)), count - 2))
        }
        return places.sorted()
    }

    private func run(
        _ tape: DigestTape, _ options: RunOptions, _ surroundings: Surroundings
    ) throws(BuildError) -> Engine {
        let run = try PipelineRun(
            plan: plan, surroundings: surroundings, options: options, signal: signal, observers: [tape])
        try run.run()
        return run.engine
    }
}

extension Surroundings {
    /// The same with files that end early, in which nothing that is found is news.
    fileprivate func cut(_ lines: [String: Int]) -> Surroundings {
        Surroundings(
            files: CutFiles(files: files, lines: lines), transport: transport, secrets: secrets, log: log
        ) { _ in }
    }
}
