import SluiceDocument
import SluiceKit
import SluiceMarket

/// A plugin with the settings it is driven with.
struct ContractSubject {
    let entry: PluginEntry
    let decoded: DecodedStage
    let contract: PluginContract
    let every: Span
    let horizons: [Horizon]
    let outline: StageOutline

    /// - Throws: `ContractBreach` for settings that are refused.
    init(_ entry: PluginEntry, _ yaml: String, _ contract: PluginContract) throws {
        var issues: [Diagnostic] = []
        let node = settingsNode(yaml, into: &issues)
        guard let decoded = entry.decode(node, into: &issues), !issues.hasErrors else {
            throw ContractBreach(
                "its settings are refused, give it some: \(issues.map(\.message).joined(separator: "; "))")
        }
        let usual = ["1d", "5d", "20d"].map(Horizon.test)
        let horizons = Set(usual + decoded.horizons).sorted()
        (self.entry, self.decoded, self.contract, self.horizons) = (entry, decoded, contract, horizons)
        (every, outline) = try Self.fit(of: decoded, horizons, contract)
    }

    /// A pipeline that the settings fit, and what the stage plans there.
    private static func fit(
        of decoded: DecodedStage, _ horizons: [Horizon], _ contract: PluginContract
    ) throws -> (Span, StageOutline) {
        var refusals: [String] = []
        for every in contract.every.map({ [$0] }) ?? [.days(1), .minutes(1)] {
            var issues: [Diagnostic] = []
            let plan = PlanFacts(
                every: every, calendar: contract.calendar, horizons: horizons,
                instruments: contract.instruments)
            decoded.check(plan, &issues)
            let outline = issues.hasErrors ? StageOutline() : decoded.outline(plan, contract.files, &issues)
            if !issues.hasErrors { return (every, outline) }
            refusals += issues.map { "every \(every): \($0.message)" }
        }
        throw ContractBreach("its settings fit no pipeline: \(refusals.joined(separator: "; "))")
    }

    /// Whether the stage can be driven through cycles here.
    var isDriven: Bool {
        if let broker = entry.brokerType { return broker.servesSimulatedClock }
        return entry.kind != .alert
    }

    /// Some cycles of the contract's usual market.
    func conditions(cycles: Int? = nil, instruments: [String]? = nil) -> ContractConditions {
        let cycles = cycles ?? contract.cycles
        var market = MarketBuilder(
            instruments: instruments ?? contract.instruments, every: every, calendar: contract.calendar)
        market.volatility = every < .days(1) ? 0.001 : 0.01
        market.gaps = 0.05
        return ContractConditions(
            tape: market.tape(cycles: cycles), horizons: horizons, every: every, outline: outline)
    }

    /// A stage in some conditions, built, perhaps given a memory, and started.
    func build(in conditions: ContractConditions, memory: [UInt64]? = nil) throws -> any Stage {
        try build(in: conditions, files: files(in: conditions), memory: memory)
    }

    /// The files that a stage finds in some conditions.
    func files(in conditions: ContractConditions) -> WatchedFiles {
        WatchedFiles(contract.files.adding("market.csv", conditions.file))
    }

    /// As `build(in:memory:)`, with files that the caller watches.
    func build(
        in conditions: ContractConditions, files: WatchedFiles, memory: [UInt64]? = nil
    ) throws -> any Stage {
        let context = StageContext.test(
            id: "contract",
            instruments: conditions.tape.instruments,
            horizons: horizons.map(\.description),
            members: ContractWorld.members,
            features: outline.features,
            every: every,
            calendar: contract.calendar,
            clock: ManualClock(at: conditions.tape.times.first ?? ManualClock.start),
            files: files
        )
        let stage = try decoded.build(context)
        try stage.probe()
        if let memory {
            var reader = MemoryReader(memory)
            try stage.recall(from: &reader)
            guard reader.isAtEnd else { throw ContractBreach("recall leaves a part of the memory unread") }
        }
        try stage.start()
        return stage
    }
}

/// What a stage meets while it is driven.
struct ContractConditions {
    /// Which numbers the inputs beside the market have.
    enum Numbers {
        case usual
        /// Half of them NaN.
        case absent
        /// Zero, negative, huge, tiny and infinite ones.
        case hostile
    }

    /// The market.
    let tape: MarketTape
    let horizons: [Horizon]
    let every: Span
    /// What the stage plans.
    let outline: StageOutline
    /// The market as a file.
    let file: ArraySlice<UInt8>
    /// What output frames hold before a call.
    var residue = Double.nan
    var numbers = Numbers.usual

    init(
        tape: MarketTape, horizons: [Horizon], every: Span, numbers: Numbers = .usual,
        outline: StageOutline = StageOutline()
    ) {
        self.init(tape, horizons, every, numbers, outline, file: Array(tape.csv.utf8)[...])
    }

    private init(
        _ tape: MarketTape, _ horizons: [Horizon], _ every: Span, _ numbers: Numbers, _ outline: StageOutline,
        file: ArraySlice<UInt8>
    ) {
        (self.tape, self.horizons, self.every, self.outline) = (tape, horizons, every, outline)
        (self.numbers, self.file) = (numbers, file)
    }

    /// The conditions with the market and its file cut short.
    func prefix(_ cycles: Int) -> ContractConditions {
        let short = tape.prefix(cycles)
        let lines = short.bars.reduce(1) { $0 + $1.count { $0 != nil } }
        var end = file.startIndex
        for _ in 0..<lines {
            end = file[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? file.endIndex
        }
        return ContractConditions(short, horizons, every, numbers, outline, file: file[..<end])
    }

    /// A random number of the inputs.
    func number(_ dice: inout Dice, scale: Double) -> Double {
        let usual = scale * dice.normal()
        let chance = dice.uniform()
        switch numbers {
        case .usual: return chance < 0.05 ? .nan : usual
        case .absent: return chance < 0.5 ? .nan : usual
        case .hostile:
            let hostile = [
                0, -0.0, 1e300, -1e300, Double.leastNonzeroMagnitude, .infinity, -.infinity, .nan, usual,
                -usual,
            ]
            return hostile[Int(chance * Double(hostile.count))]
        }
    }
}
