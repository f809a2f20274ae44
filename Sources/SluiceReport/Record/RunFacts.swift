public import SluiceMarket

/// What is known of a recorded run beside its tables, and what the tables' numbers are called.
public struct RunFacts: Hashable, Sendable {
    /// The form that this version writes, and the only one it reads.
    public static let form = 1

    /// A stage of the pipeline.
    public struct Stage: Hashable, Sendable {
        /// Its id in the file.
        public var id: String
        /// Its plugin.
        public var plugin: String
        /// What its numbers are called: the members of a blender, the choices of a learner; else empty.
        public var names: [String] = []
    }

    /// A reason, or a kind of charge.
    public struct Word: Hashable, Sendable {
        /// The word.
        public var name: String
        /// What its two numbers are in.
        public var unit: String
    }

    /// Something that happened several times for one reason.
    public struct Tally: Hashable, Sendable {
        /// What happened: held, blocked, limited, rejected, failed.
        public var what: String
        /// The id of the stage; empty for the engine.
        public var stage: String
        /// The reason.
        public var reason: String
        /// How often.
        public var count: Int
    }

    /// The version of the program that ran it.
    public var version = ""
    /// The pipeline's name.
    public var pipeline = ""
    /// What tells the effective file from any other.
    public var digest = ""
    /// What the data stages have read.
    public var data: [RunOrigin.Data] = []
    /// The seed of all dice.
    public var seed: UInt64 = 0
    /// How the run met the world.
    public var mode = ""
    /// The time of the first cycle.
    public var from = Timestamp.distantPast
    /// The time of the last cycle.
    public var to = Timestamp.distantPast
    /// The instruments, in the universe's order.
    public var instruments: [String] = []
    /// The horizons, shortest first.
    public var horizons: [String] = []
    /// The length of each horizon in cycles.
    public var horizonCycles: [Double] = []
    /// The stages, in the order in which they ran.
    public var stages: [Stage] = []
    /// The reasons that tables name.
    public var reasons: [Word] = []
    /// The kinds of charge that tables name.
    public var charges: [String] = []
    /// What happened for which reason.
    public var tallies: [Tally] = []
    /// The currency of the account; empty where it is unknown.
    public var currency = ""
    /// Cash before the first cycle.
    public var startCash = Double.nan
    /// Equity before the first cycle; NaN where a holding had no price.
    public var startEquity = Double.nan
    /// Holdings before the first cycle, by instrument.
    public var startHoldings: [Double] = []
    /// Cycles that ran, skipped ones included.
    public var cycles = 0
    /// Cycles that ended without orders because something was wrong.
    public var skipped = 0
    /// The cycles before every stage was warm; nil where nobody counted.
    public var warmUpCycles: Int?
    /// Orders that went to the broker.
    public var orders = 0
    /// Whether someone stopped the run before its data ended.
    public var isInterrupted = false
    /// How trading stood at the end.
    public var standing = ""
    /// The time from cycle to cycle, as a file writes it.
    public var every = ""
    /// When the market trades.
    public var calendar = ""
    /// The instrument that the run is compared with; nil where nobody named one.
    public var benchmark: String?
    /// How many of the periods that returns are taken over make a year.
    public var periodsPerYear = Double.nan
    /// What a period is: `session`, or `cycle` for cycles that are longer than a session.
    public var period = "session"
    /// Weights and risk stand in the tables once in so many cycles.
    public var rhythm = 1
    /// Rows that found no room in a table, by its name.
    public var leftOut: [String: Int] = [:]
    /// Stages whose models have seen the data that the run replayed.
    public var trainedLater: [String] = []
    /// How long it took until the first cycle, in seconds; nil where nobody measured.
    public var loadSeconds: Double?
    /// How long the cycles took, in seconds.
    public var runSeconds = Double.nan

    /// Nothing is known.
    public init() {}

    /// What a number of an instrument is called.
    public func instrument(_ number: Int) -> String { Self.name(number, instruments, "account") }

    /// What a number of a horizon is called.
    public func horizon(_ number: Int) -> String { Self.name(number, horizons, "none") }

    /// What a number of a stage is called.
    public func stage(_ number: Int) -> String {
        stages.indices.contains(number) ? stages[number].id : "engine"
    }

    /// What a number of a reason is called.
    public func reason(_ number: Int) -> String {
        reasons.indices.contains(number) ? reasons[number].name : "unknown"
    }

    /// What a number of a kind of charge is called.
    public func charge(_ number: Int) -> String { Self.name(number, charges, "other") }

    private static func name(_ number: Int, _ names: [String], _ none: String) -> String {
        names.indices.contains(number) ? names[number] : none
    }
}
