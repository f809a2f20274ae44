public import SluiceDocument
import SluiceMarket

extension RunFacts {
    /// The facts as `run.json` has them.
    public var json: JSONValue {
        .object(originMembers + nameMembers + accountMembers + cycleMembers)
    }

    private var originMembers: [JSONValue.Member] {
        [
            .init("form", .int(Self.form)), .init("version", .string(version)),
            .init("pipeline", .string(pipeline)), .init("digest", .string(digest)),
            .init(
                "data",
                .array(
                    data.map {
                        [
                            "stage": .string($0.stage), "digest": JSONValue($0.digest),
                            "rows": JSONValue($0.rows),
                        ]
                    })),
            .init("seed", .string("\(seed)")), .init("mode", .string(mode)),
            .init("from", .string(from.iso8601)), .init("to", .string(to.iso8601)),
        ]
    }

    private var nameMembers: [JSONValue.Member] {
        [
            .init("instruments", Self.texts(instruments)), .init("horizons", Self.texts(horizons)),
            .init("horizon_cycles", .array(horizonCycles.map { .double($0) })),
            .init(
                "stages",
                .array(
                    stages.map {
                        [
                            "id": .string($0.id), "plugin": .string($0.plugin),
                            "names": Self.texts($0.names),
                        ]
                    })),
            .init(
                "reasons",
                .array(reasons.map { ["name": .string($0.name), "unit": .string($0.unit)] })),
            .init("charges", Self.texts(charges)),
            .init(
                "tallies",
                .array(
                    tallies.map {
                        [
                            "what": .string($0.what), "stage": .string($0.stage),
                            "reason": .string($0.reason), "count": .int($0.count),
                        ]
                    })),
        ]
    }

    private var accountMembers: [JSONValue.Member] {
        [
            .init("currency", .string(currency)), .init("start_cash", .double(startCash)),
            .init("start_equity", .double(startEquity)),
            .init("start_holdings", .array(startHoldings.map { .double($0) })),
        ]
    }

    private var cycleMembers: [JSONValue.Member] {
        [
            .init("cycles", .int(cycles)), .init("skipped", .int(skipped)),
            .init("warm_up_cycles", JSONValue(warmUpCycles)), .init("orders", .int(orders)),
            .init("interrupted", .bool(isInterrupted)), .init("standing", .string(standing)),
            .init("every", .string(every)), .init("calendar", .string(calendar)),
            .init("periods_per_year", .double(periodsPerYear)), .init("period", .string(period)),
            .init("rhythm", .int(rhythm)), .init("benchmark", JSONValue(benchmark)),
            .init(
                "left_out",
                .object(leftOut.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) })),
            .init("trained_later", Self.texts(trainedLater)),
            .init("load_seconds", JSONValue(loadSeconds)), .init("run_seconds", .double(runSeconds)),
        ]
    }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// Reads what `json` wrote.
    /// - Throws: `ReportError` when it is of another form or something does not fit.
    public init(_ json: JSONValue, path: String) throws(ReportError) {
        let reading = FactsReading(json, path)
        let form = try reading.whole("form")
        guard form == Self.form else {
            throw ReportError(.foreign, path, "is of form \(form); this version reads \(Self.form)")
        }
        try readNames(reading)
        try readTables(reading)
        try readCycles(reading)
    }

    private mutating func readNames(_ reading: FactsReading) throws(ReportError) {
        (version, pipeline) = (try reading.text("version"), try reading.text("pipeline"))
        (digest, mode) = (try reading.text("digest"), try reading.text("mode"))
        guard let seed = UInt64(try reading.text("seed")) else { throw reading.fault("seed") }
        self.seed = seed
        (from, to) = (try reading.time("from"), try reading.time("to"))
        instruments = try reading.texts("instruments")
        horizons = try reading.texts("horizons")
        horizonCycles = try reading.numbers("horizon_cycles")
        (charges, trainedLater) = (try reading.texts("charges"), try reading.texts("trained_later"))
        guard horizonCycles.count == horizons.count else { throw reading.fault("horizon_cycles") }
    }

    private mutating func readTables(_ reading: FactsReading) throws(ReportError) {
        for entry in try reading.list("data") {
            data.append(
                RunOrigin.Data(
                    stage: try entry.text("stage"), digest: try? entry.text("digest"),
                    rows: try? entry.whole("rows")))
        }
        for entry in try reading.list("stages") {
            stages.append(
                Stage(
                    id: try entry.text("id"), plugin: try entry.text("plugin"),
                    names: try entry.texts("names")))
        }
        for entry in try reading.list("reasons") {
            reasons.append(Word(name: try entry.text("name"), unit: try entry.text("unit")))
        }
        for entry in try reading.list("tallies") {
            tallies.append(
                Tally(
                    what: try entry.text("what"), stage: try entry.text("stage"),
                    reason: try entry.text("reason"), count: try entry.whole("count")))
        }
    }

    private mutating func readCycles(_ reading: FactsReading) throws(ReportError) {
        currency = try reading.text("currency")
        (startCash, startEquity) = (try reading.number("start_cash"), try reading.number("start_equity"))
        startHoldings = try reading.numbers("start_holdings")
        (cycles, skipped) = (try reading.whole("cycles"), try reading.whole("skipped"))
        (warmUpCycles, orders) = (try? reading.whole("warm_up_cycles"), try reading.whole("orders"))
        isInterrupted = try reading.flag("interrupted")
        (standing, every) = (try reading.text("standing"), try reading.text("every"))
        (calendar, period) = (try reading.text("calendar"), try reading.text("period"))
        periodsPerYear = try reading.number("periods_per_year")
        rhythm = try reading.whole("rhythm")
        // A run of an earlier version names none.
        benchmark = try? reading.text("benchmark")
        leftOut = try reading.counts("left_out")
        let load = try reading.number("load_seconds")
        loadSeconds = load.isNaN ? nil : load
        runSeconds = try reading.number("run_seconds")
    }
}
