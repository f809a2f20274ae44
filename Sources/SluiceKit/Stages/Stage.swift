public import SluiceDocument
public import SluiceMarket

/// A plugin: what a pipeline file names with `uses: kind.name`.
///
/// A stage passes phases: its settings are decoded and checked (pure), it is built once (may open what it
/// needs), probed (read only), started, called once a cycle, asked for its memory, and stopped. It is called
/// from one thread at a time. Time, dice, files, transport, log and secrets come through the context.
public protocol Stage: AnyObject, SendableMetatype {
    /// What the pipeline file may set.
    associatedtype Settings: PluginSettings = NoSettings

    /// The plugin's name, its one-line description, and its reasons.
    static var manifest: Manifest { get }
    /// The slot of the pipeline it fits in.
    static var kind: StageKind { get }
    /// The stage as what it is by that slot; the protocol of its kind says so.
    var role: StageRole { get }
    /// Raised whenever what `remember` writes changes its form.
    static var memoryVersion: Int { get }

    /// What the stage takes and gives with these settings.
    static func ports(_ settings: Settings) -> Ports
    /// The horizons the stage forecasts; empty for other kinds.
    static func horizons(_ settings: Settings) -> [Horizon]
    /// The features of the market that the stage reads, by name; it finds them by `Axes.index(ofFeature:)`.
    static func features(_ settings: Settings) -> [String]
    /// What planning must know and only the files say that the settings name; called with settings that passed every
    /// check. What is wrong with the files is reported.
    static func outline(
        _ settings: Settings, in plan: PlanFacts, files: any FileAccess, _ issues: inout [Diagnostic]
    ) -> StageOutline
    /// What no second stage may use at the same time.
    static func claims(_ settings: Settings) -> [ResourceClaim]
    /// Reports settings that do not fit the pipeline they stand in.
    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic])

    /// Builds the stage from settings that passed every check.
    init(settings: Settings, context: StageContext) throws

    /// Looks, without changing anything, whether the world is as the stage needs it.
    func probe() throws
    /// Called once before the first cycle.
    func start() throws
    /// Called once after the last cycle.
    func stop() throws
    /// Writes all that later output depends on.
    func remember(into memory: inout MemoryWriter)
    /// Takes what `remember` wrote, so that the output goes on as if nothing had happened.
    func recall(from memory: inout MemoryReader) throws
    /// Facts that belong into the summary of a run, such as that quotes were made from closes.
    var remarks: [String] { get }
    /// The last moment of the data that a model was trained on; nil for a rule that is not trained.
    var trainedUntil: Timestamp? { get }
    /// Whether the stage has seen enough that its output means what it says; looked at between cycles.
    ///
    /// A stage whose forecasts, probabilities or alphas are absent until then need not answer: it counts as warm once it
    /// has given a number.
    var isWarm: Bool { get }
}

extension Stage {
    /// 1: the first form.
    public static var memoryVersion: Int { 1 }
    /// The ports of the kind.
    public static func ports(_ settings: Settings) -> Ports { .standard(kind) }
    /// None.
    public static func horizons(_ settings: Settings) -> [Horizon] { [] }
    /// None.
    public static func features(_ settings: Settings) -> [String] { [] }
    /// One member, and the features that the settings name; no file is looked at.
    public static func outline(
        _ settings: Settings, in plan: PlanFacts, files: any FileAccess, _ issues: inout [Diagnostic]
    ) -> StageOutline { StageOutline(features: features(settings)) }
    /// None.
    public static func claims(_ settings: Settings) -> [ResourceClaim] { [] }
    /// Asks the settings.
    public static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        settings.check(in: plan, &issues)
    }

    /// Looks at nothing.
    public func probe() throws {}
    /// Does nothing.
    public func start() throws {}
    /// Does nothing.
    public func stop() throws {}
    /// Remembers nothing.
    public func remember(into memory: inout MemoryWriter) {}
    /// Recalls nothing.
    public func recall(from memory: inout MemoryReader) throws {}
    /// None.
    public var remarks: [String] { [] }
    /// Nil: a rule.
    public var trainedUntil: Timestamp? { nil }
    /// True: what it gives says so.
    public var isWarm: Bool { true }
}

/// Something that two stages of one pipeline must not share.
public struct ResourceClaim: Hashable, Sendable {
    /// What is claimed.
    public enum Resource: String, Hashable, Sendable {
        /// A file that is written.
        case file
        /// An account that orders go to.
        case account
    }

    /// What is claimed.
    public let resource: Resource
    /// Which one.
    public let name: String

    /// Creates a claim.
    public init(_ resource: Resource, _ name: String) { (self.resource, self.name) = (resource, name) }
}
