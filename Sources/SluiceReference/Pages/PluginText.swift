package import SluiceKit

/// What there is to know of a plugin, as a terminal shows it.
package struct PluginText {
    private let plugin: PluginEntry
    private let columns: Int

    /// Creates the text of one plugin.
    ///
    /// - Parameters:
    ///   - plugin: The plugin.
    ///   - columns: How wide the text may be.
    package init(_ plugin: PluginEntry, columns: Int = 80) {
        (self.plugin, self.columns) = (plugin, max(columns, 40))
    }

    /// The text, without a line break at its end.
    package var text: String {
        var lines = [plugin.fullName] + paragraph(plugin.manifest.summary)
        if plugin.manifest.stability != .stable {
            lines += ["", "  This plugin is \(plugin.manifest.stability.rawValue)."]
        }
        lines += [""] + ports
        lines += ["", "SETTINGS"] + (plugin.settings.isEmpty ? ["  none"] : settings)
        if !plugin.manifest.reasons.isEmpty { lines += ["", "REASONS"] + reasons }
        if plugin.kind == .alert { lines += ["", "EVENTS"] + events }
        if let source = plugin.manifest.source { lines += ["", "SOURCE"] + paragraph(source) }
        lines += ["", "EXAMPLE", "  - \(PluginExample(plugin).flow)"]
        return lines.joined(separator: "\n")
    }

    private var ports: [String] {
        guard plugin.kind != .alert else { return ["  takes  events", "  gives  deliveries"] }
        let ports = plugin.defaultPorts
        let policies = plugin.kind.faultPolicies.map(\.rawValue)
        return paragraph(ports.takesInWords, label: "takes  ")
            + ["  gives  \(ports.givesInWords)"]
            + paragraph(
                "\(policies[0])"
                    + (policies.count > 1 ? "; also \(policies.dropFirst().joined(separator: ", "))" : ""),
                label: "fault  ")
    }

    private var settings: [String] {
        let rows = plugin.settings.flatMap { $0.withInner() }
        let width = min(rows.map(\.path.count).max() ?? 0, 24)
        return rows.flatMap { path, setting in
            let facts = [setting.shape.inWords, setting.boundsInWords, "default \(setting.defaultInWords)"]
            let words = facts.compactMap(\.self).joined(separator: ", ").replacing(
                "default required", with: "required")
            let label = path + String(repeating: " ", count: max(width - path.count, 0) + 2)
            return paragraph(words, label: label)
                + paragraph(setting.fullHelp, label: String(repeating: " ", count: width + 2))
        }
    }

    private var reasons: [String] {
        plugin.manifest.reasons.map { reason in
            "  \(reason.name)" + (reason.unitInWords.map { " (\($0))" } ?? "")
        }
    }

    private var events: [String] {
        let width = EventKind.allCases.map(\.rawValue.count).max() ?? 0
        return EventKind.allCases.flatMap { event in
            let label = event.rawValue + String(repeating: " ", count: width - event.rawValue.count + 2)
            return paragraph("\(event.severity.rawValue): \(event.summary)", label: label)
        }
    }

    /// Text behind a label, indented by two, its further lines below its first word.
    private func paragraph(_ text: String, label: String = "") -> [String] {
        let lines = Words.wrapped(text, to: max(columns - 2 - label.count, 20))
        let margin = String(repeating: " ", count: label.count)
        return lines.enumerated().map { "  " + ($0.offset == 0 ? label : margin) + $0.element }
    }
}
