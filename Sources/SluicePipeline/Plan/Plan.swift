public import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// A pipeline file that passed every check: what there is to build and how it is wired.
public struct Plan: Sendable {
    /// The pipeline's name.
    public let name: String
    /// The modes the file lists.
    public let modes: [Mode]
    /// The mode this plan is for.
    public let mode: Mode
    /// When the graph runs.
    public let cycle: CycleSettings
    /// What an order may be, and how the ledger and the venue are kept equal.
    public let orders: OrderSettings
    /// What the venue takes of each instrument.
    public let products: ProductBook
    /// Which currency each instrument is quoted in, and where the rates come from.
    public let currencies: CurrencyTable
    /// What a graceful stop leaves behind.
    public let stop: StopSettings
    /// The seed of all dice.
    public let seed: UInt64
    /// The instruments, in the file's order.
    public let instruments: [String]
    /// The horizons of all stages, shortest first.
    public let horizons: [Horizon]
    /// The stages, in the order in which they run.
    public let stages: [PlannedStage]
    /// The alert sinks with their events.
    public let alerts: [PlannedAlert]
    /// Where the values of secrets come from.
    public let secrets: [String: SecretOrigin]

    /// When the market trades.
    public var calendar: TradingCalendar { cycle.calendar.calendar }
}

/// A stage with its place in the graph.
public struct PlannedStage: Sendable {
    /// The stage's id in the file.
    public let id: String
    /// Where the stage stands in the file.
    public let span: SourceSpan
    /// The plugin.
    public let plugin: PluginEntry
    /// Its settings, decoded.
    public let decoded: DecodedStage
    /// What the files say that its settings name.
    public let outline: StageOutline
    /// For each of its needs the stages that feed it, by their number in the plan.
    public let inputs: [[Int]]
    /// What happens when it fails in a cycle.
    public let faultPolicy: FaultPolicy
    /// The share of the account that a sizer's targets are of; nil for the whole.
    public let capital: Percent?
}

/// An alert sink with the events it takes.
public struct PlannedAlert: Sendable {
    /// The sink's id in the file.
    public let id: String
    /// The plugin.
    public let plugin: PluginEntry
    /// Its settings, decoded.
    public let decoded: DecodedStage
    /// The events it takes.
    public let events: Set<EventKind>
}

/// Where a secret's value comes from.
public enum SecretOrigin: Hashable, Sendable {
    /// A variable of the environment.
    case environment(String)
    /// A file, whose trailing line break does not count.
    case file(String)
}
