/// The plugins a program knows, by kind and name: a value, so two programs can know different ones.
public struct Registry: Sendable {
    /// Every plugin, by the order of kinds and then by name.
    public let plugins: [PluginEntry]
    private let numbers: [String: Int]

    /// Creates a registry.
    /// - Precondition: No two plugins of a kind share a name.
    public init(_ stages: [any Stage.Type]) { self.init(entries: stages.map { PluginEntry($0) }) }

    private init(entries: [PluginEntry]) {
        plugins = StageKind.allCases.flatMap { kind in
            entries.filter { $0.kind == kind }.sorted { $0.name < $1.name }
        }
        numbers = Dictionary(
            plugins.enumerated().map { ($0.element.fullName, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        for (plugin, next) in zip(plugins, plugins.dropFirst()) {
            precondition(
                plugin.kind != next.kind || plugin.name != next.name,
                "two plugins are named '\(plugin.fullName)'")
        }
    }

    /// A registry with further plugins.
    public static func + (registry: Registry, more: [any Stage.Type]) -> Registry {
        Registry(entries: registry.plugins + more.map { PluginEntry($0) })
    }

    /// The plugin of a full name such as `gate.spread`; nil when there is none.
    public func plugin(_ fullName: String) -> PluginEntry? { numbers[fullName].map { plugins[$0] } }

    /// The full names, in order.
    public var names: [String] { plugins.map(\.fullName) }
}
