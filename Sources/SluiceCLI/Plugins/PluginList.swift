import SluiceKit

/// Plugins by kind, each with its summary, as a terminal shows them.
struct PluginList {
    private let plugins: [PluginEntry]
    private let columns: Int?

    /// - Parameters:
    ///   - plugins: The plugins, by kind.
    ///   - columns: Where lines are cut; nil to leave them whole.
    init(_ plugins: [PluginEntry], columns: Int?) { (self.plugins, self.columns) = (plugins, columns) }

    /// The list, without a line break at its end.
    var text: String {
        let width = plugins.map(\.fullName.count).max() ?? 0
        var lines: [String] = []
        var kind: StageKind?
        for plugin in plugins {
            if kind != nil, plugin.kind != kind { lines.append("") }
            kind = plugin.kind
            let name = plugin.fullName + String(repeating: " ", count: width - plugin.fullName.count + 2)
            lines.append(cut(name + plugin.manifest.summary))
        }
        return lines.joined(separator: "\n")
    }

    private func cut(_ line: String) -> String {
        guard let columns, line.count > columns else { return line }
        return line.prefix(columns - 1) + "…"
    }
}
