public import SluiceDocument
public import SluiceMarket

/// A plugin as registries, reference pages and the planner see it; its settings are looked at once they are needed.
public struct PluginEntry: Sendable {
    /// The plugin itself.
    public let type: any Stage.Type

    /// Creates an entry.
    public init(_ stage: any Stage.Type) { type = stage }

    /// The slot it fits in.
    public var kind: StageKind { type.kind }
    /// The type as a broker's; nil for other kinds, which are not asked: a cast that fails searches all conformances.
    package var brokerType: (any Broker.Type)? { kind == .broker ? type as? any Broker.Type : nil }
    /// What it says about itself.
    public var manifest: Manifest { type.manifest }
    /// What its settings declare, in order.
    public var settings: [SettingDeclaration] { type.declarations }
    /// The ports it has with every default in place.
    package var defaultPorts: Ports { type.defaultPorts }
    /// The name behind the kind.
    public var name: String { manifest.name }
    /// The name in a pipeline file, such as `gate.spread`.
    public var fullName: String { "\(kind.rawValue).\(manifest.name)" }

    /// Decodes settings from a mapping and says everything that is wrong with it.
    /// - Returns: What the planner needs of them; nil when an issue is an error.
    public func decode(_ node: Node, into issues: inout [Diagnostic]) -> DecodedStage? {
        read(node, into: &issues).decoded
    }

    /// As `decode`, and what is known of the stage's place in the graph though a setting is wrong.
    package func read(_ node: Node, into issues: inout [Diagnostic]) -> StageReading {
        type.read(node, into: &issues)
    }
}

extension Stage {
    fileprivate static var declarations: [SettingDeclaration] { Settings.declarations }
    fileprivate static var defaultPorts: Ports { ports(Settings()) }

    fileprivate static func read(_ node: Node, into issues: inout [Diagnostic]) -> StageReading {
        let reading = SettingForm.of(Settings.self).read(Settings.self, node, into: &issues)
        let (ports, horizons) = (ports(reading.partial), horizons(reading.partial))
        return StageReading(
            decoded: reading.isSound ? DecodedStage(Self.self, reading, ports, horizons) : nil,
            ports: ports, horizons: horizons
        )
    }
}

/// What came of reading a stage's settings.
package struct StageReading: Sendable {
    /// The stage with its settings; nil when one of them is wrong.
    package let decoded: DecodedStage?
    /// What it takes and gives, as far as its settings could be read.
    package let ports: Ports
    /// The horizons it forecasts, as far as its settings could be read.
    package let horizons: [Horizon]
}

/// A stage whose settings are decoded: all that a plan needs, and the way to build it.
public struct DecodedStage: Sendable {
    /// What it takes and gives.
    public let ports: Ports
    /// The horizons it forecasts.
    public let horizons: [Horizon]
    /// What it claims for itself.
    public let claims: [ResourceClaim]
    /// The version of its memory's form.
    public let memoryVersion: Int
    /// Whether every value is known now; false while an environment variable of the file is missing.
    public let isResolved: Bool
    /// Reports settings that do not fit a pipeline.
    public let check: @Sendable (PlanFacts, inout [Diagnostic]) -> Void
    /// Looks into the files that the settings name.
    public let outline: @Sendable (PlanFacts, any FileAccess, inout [Diagnostic]) -> StageOutline
    /// Builds the stage.
    public let build: @Sendable (StageContext) throws -> any Stage

    private let canonicalText: @Sendable () -> String
    private let name: String

    /// The settings in canonical form, secrets by name.
    public var canonicalSettings: String { canonicalText() }

    /// A fingerprint of plugin and settings: memory is kept under it.
    public var fingerprint: UInt64 {
        var digest = Digest()
        digest.add(name)
        digest.add(canonicalSettings)
        return digest.value
    }

    init<S: Stage>(
        _ type: S.Type, _ reading: SettingReading<S.Settings>, _ ports: Ports, _ horizons: [Horizon]
    ) {
        let settings = reading.partial
        (self.ports, self.horizons) = (ports, horizons)
        claims = S.claims(settings)
        memoryVersion = S.memoryVersion
        canonicalText = { settings.canonicalText }
        name = "\(S.kind.rawValue).\(S.manifest.name)"
        isResolved = !reading.isUnresolved
        check = { plan, issues in S.check(settings, in: plan, &issues) }
        outline = { plan, files, issues in S.outline(settings, in: plan, files: files, &issues) }
        build = { context in try S(settings: settings, context: context) }
    }
}
