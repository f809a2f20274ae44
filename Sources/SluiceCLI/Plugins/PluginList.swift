import SluiceKit

/// Plugins by kind, each with its stability and summary and, below, the source of its rule, as a terminal shows them.
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
        let stabilities = plugins.map(\.manifest.stability.rawValue.count).max() ?? 0
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: width - text.count + 2)
        }
        var lines: [String] = []
        var kind: StageKind?
        for plugin in plugins {
            if kind != nil, plugin.kind != kind { lines.append("") }
            kind = plugin.kind
            let manifest = plugin.manifest
            let head = padded(plugin.fullName, width) + padded(manifest.stability.rawValue, stabilities)
            lines.append(cut(head + manifest.summary))
            guard let source = manifest.source else { continue }
            lines.append(cut(String(repeating: " ", count: head.count) + "source: " + source))
        }
        return lines.joined(separator: "\n")
    }

    private func cut(_ line: String) -> String {
        guard let columns, line.count > columns else { return line }
        return line.prefix(columns - 1) + "…"
    }
}
