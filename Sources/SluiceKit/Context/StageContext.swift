public import SluiceDocument
public import SluiceMarket

/// What the runner gives a stage when it builds it.
public struct StageContext: Sendable {
    /// The stage's id in the pipeline file.
    public let id: String
    /// How the run meets the world.
    public let mode: Mode
    /// What the indices of every frame stand for.
    public let axes: Axes
    /// The moment on the wall clock, or on the simulated one; within a cycle use the cycle's own time.
    public let clock: any StageClock
    /// What the venue takes of each instrument.
    public let products: ProductBook
    /// Which currency each instrument is quoted in.
    public let currencies: CurrencyTable
    /// Dice of the stage's own, seeded from the run's seed and the stage's id.
    public let dice: Dice
    /// Files of the project.
    public let files: any FileAccess
    /// The way out to the network.
    public let transport: any Transport
    /// How the calls of the pipeline's data sources and brokers to servers outside have ended.
    public let calls: CallLog
    /// The values of secrets.
    public let secrets: any SecretSource
    /// Takes lines for the person who watches.
    public let log: any StageLog
    /// Takes what the stage finds in its input, such as a line that cannot be read.
    public let report: @Sendable (Diagnostic) -> Void

    /// Creates a context.
    public init(
        id: String,
        mode: Mode,
        axes: Axes,
        products: ProductBook = .none,
        currencies: CurrencyTable = .single,
        clock: any StageClock,
        dice: Dice,
        files: any FileAccess,
        transport: any Transport,
        calls: CallLog = CallLog(capacity: 1),
        secrets: any SecretSource,
        log: any StageLog,
        report: @escaping @Sendable (Diagnostic) -> Void
    ) {
        (self.id, self.mode, self.axes, self.clock, self.dice) = (id, mode, axes, clock, dice)
        (self.products, self.currencies) = (products, currencies)
        (self.files, self.transport, self.calls, self.secrets) = (files, transport, calls, secrets)
        (self.log, self.report) = (log, report)
    }
}

/// What the indices of frames stand for, fixed when a pipeline is built.
public struct Axes: Sendable {
    /// The instruments, in the universe's order.
    public let instruments: [String]
    /// The horizons of the whole pipeline, shortest first.
    public let horizons: [Horizon]
    /// The names of the members of the stage's forecast input, in order; empty for a stage without one.
    public let members: [String]
    /// The names of the market's features, in the order of their columns; those that other stages asked for too.
    public let features: [String]
    /// The time from one cycle to the next.
    public let every: Span
    /// When the market trades.
    public let calendar: TradingCalendar

    /// Creates axes.
    public init(
        instruments: [String],
        horizons: [Horizon],
        members: [String] = [],
        features: [String] = [],
        every: Span,
        calendar: TradingCalendar
    ) {
        (self.instruments, self.horizons, self.members) = (instruments, horizons, members)
        self.features = features
        (self.every, self.calendar) = (every, calendar)
    }

    /// The length of a bar in minutes of trading.
    public var barMinutes: Double { calendar.tradingMinutes(in: every) }

    /// The length of each horizon in minutes of trading.
    public var horizonMinutes: [Double] {
        horizons.map { Double($0.minutes(inSession: calendar.sessionMinutes)) }
    }

    /// The number of a horizon; nil when the pipeline does not have it.
    public func index(of horizon: Horizon) -> Int? { horizons.firstIndex(of: horizon) }

    /// The number of a feature's column; nil when neither the stage nor another one asked for it.
    public func index(ofFeature name: String) -> Int? { features.firstIndex(of: name) }
}

/// A clock that stages may ask outside a cycle.
public protocol StageClock: Sendable {
    /// The present moment.
    var now: Timestamp { get }
    /// Waits for a length of real time.
    /// - Throws: `CancellationError` when the run ends first.
    func sleep(for span: Span) async throws
}
