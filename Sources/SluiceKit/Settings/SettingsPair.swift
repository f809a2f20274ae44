public import SluiceDocument

/// Settings that several plugins share beside those of their own, all in one mapping.
///
/// ```swift
/// typealias Settings = SettingsPair<OwnSettings, SharedSettings>
/// settings.window            // one of the plugin's own
/// settings.shared.maxNet     // one that it shares
/// ```
@dynamicMemberLookup
public struct SettingsPair<Own: Sendable, Shared: Sendable>: Sendable {
    /// The plugin's own.
    public private(set) var own: Own
    /// Those it shares.
    public private(set) var shared: Shared

    /// One of the plugin's own settings.
    public subscript<Value>(dynamicMember path: KeyPath<Own, Value>) -> Value { own[keyPath: path] }
}

extension SettingsPair: Codable where Own: PluginSettings, Shared: PluginSettings {
    /// Takes both from one mapping.
    public init(from decoder: any Decoder) throws {
        own = try Own(from: decoder)
        shared = try Shared(from: decoder)
    }

    /// Declares both in one mapping.
    public func encode(to encoder: any Encoder) throws {
        try own.encode(to: encoder)
        try shared.encode(to: encoder)
    }
}

extension SettingsPair: PluginSettings where Own: PluginSettings, Shared: PluginSettings {
    /// Creates both with every default in place.
    public init() { (own, shared) = (Own(), Shared()) }

    /// Asks both for contradictions.
    public func check(_ issues: inout [Diagnostic]) {
        own.check(&issues)
        shared.check(&issues)
    }

    /// Asks both whether they fit a pipeline.
    public func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        own.check(in: plan, &issues)
        shared.check(in: plan, &issues)
    }
}
