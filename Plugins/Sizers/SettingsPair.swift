import SluiceDocument
import SluiceKit

/// Settings that several plugins share beside those of their own, all in one mapping.
@dynamicMemberLookup
struct SettingsPair<Own: PluginSettings, Shared: PluginSettings>: PluginSettings {
    /// The plugin's own.
    private(set) var own = Own()
    /// Those it shares.
    private(set) var shared = Shared()

    init() {}

    init(from decoder: any Decoder) throws {
        own = try Own(from: decoder)
        shared = try Shared(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try own.encode(to: encoder)
        try shared.encode(to: encoder)
    }

    func check(_ issues: inout [Diagnostic]) {
        own.check(&issues)
        shared.check(&issues)
    }

    subscript<Value>(dynamicMember path: KeyPath<Own, Value>) -> Value { own[keyPath: path] }
}
