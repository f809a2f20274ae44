import SluiceDocument
import SluiceKit
import SluicePipeline

/// A pipeline in force as YAML, each value with its origin behind it.
struct EffectiveFile {
    private let registry: Registry

    init(_ registry: Registry) { self.registry = registry }

    /// The lines of the file.
    func lines(_ root: Node) -> [String] {
        let written = root.entries?.map(\.key) ?? []
        let sections: [(key: String, settings: [SettingDeclaration])] = [
            ("cycle", CycleSettings.declarations), ("on_stop", StopSettings.declarations),
        ]
        var lines: [String] = []
        for entry in root.entries ?? [] {
            let settings = sections.first { $0.key == entry.key }?.settings ?? []
            let stages = entry.key == "stages" || entry.key == "alerts" ? entry.value.elements : nil
            if let stages {
                lines.append("\(entry.key):")
                for stage in stages { lines += self.lines(ofStage: stage) }
            } else {
                lines += self.lines(entry.key, entry.value, settings, indent: 0)
            }
        }
        for section in sections where !written.contains(section.key) {
            lines.append("\(section.key):")
            lines += defaults(section.settings, besides: [], indent: 2)
        }
        return lines
    }

    private func lines(ofStage stage: Node) -> [String] {
        let settings = stage["uses"]?.text.flatMap(registry.plugin)?.settings ?? []
        var lines: [String] = []
        for entry in stage.entries ?? [] {
            lines += self.lines(entry.key, entry.value, entry.key == "with" ? settings : [], indent: 4)
        }
        if stage["with"] == nil, !settings.isEmpty {
            lines.append("    with:")
            lines += defaults(settings, besides: [], indent: 6)
        }
        guard let first = lines.first else { return ["  - {}"] }
        return ["  - " + first.dropFirst(4)] + lines.dropFirst()
    }

    private func lines(
        _ key: String, _ value: Node, _ settings: [SettingDeclaration], indent: Int
    ) -> [String] {
        let margin = String(repeating: " ", count: indent)
        switch value.content {
        case .mapping(let entries):
            var lines = ["\(margin)\(key):"]
            for entry in entries {
                let declared = settings.first { $0.key == entry.key }
                if declared?.shape == .secret, let text = entry.value.text, !text.hasPrefix("$secret.") {
                    lines.append("\(margin)  \(entry.key): \"[secret]\"  # \(origin(entry.value))")
                } else {
                    lines += self.lines(entry.key, entry.value, groupSettings(declared), indent: indent + 2)
                }
            }
            return lines + defaults(settings, besides: Set(entries.map(\.key)), indent: indent + 2)
        case .sequence(let elements) where elements.contains { $0.entries != nil || $0.elements != nil }:
            return ["\(margin)\(key):"] + elements.map { "\(margin)  - \(flow($0))  # \(origin($0))" }
        default: return ["\(margin)\(key): \(flow(value))  # \(origin(value))"]
        }
    }

    private func groupSettings(_ declared: SettingDeclaration?) -> [SettingDeclaration] {
        if case .group(let settings)? = declared?.shape { settings } else { [] }
    }

    private func defaults(
        _ settings: [SettingDeclaration], besides keys: Set<String>, indent: Int
    ) -> [String] {
        settings.filter { !keys.contains($0.key) && $0.defaultText != "{  }" }.compactMap { setting in
            setting.defaultText.map { text in
                "\(String(repeating: " ", count: indent))\(setting.key): \(scalar(text, setting.shape))  # default"
            }
        }
    }

    /// A default that is text may need quotes; a list or a mapping is written as it stands.
    private func scalar(_ text: String, _ shape: SettingShape) -> String {
        switch shape {
        case .text, .template, .path, .secret: quoted(text)
        default: text
        }
    }

    private func origin(_ node: Node) -> String {
        let place = node.definedAt ?? node.span
        if place.file.hasPrefix("--set") { return "--set" }
        if place.file.hasPrefix("environment ") { return place.file }
        return "\(place.file):\(place.line)"
    }

    private func flow(_ node: Node) -> String {
        switch node.content {
        case .null: "null"
        case .scalar(let text, _): quoted(text)
        case .unresolved(let name): name
        case .sequence(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
        case .mapping(let entries):
            "{ \(entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ")) }"
        }
    }

    /// Text as a YAML scalar: plain where that is safe, else in double quotes.
    private func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-"),
                UInt8(ascii: "+"):
                true
            case UInt8(ascii: "%"), UInt8(ascii: "$"): true
            default: false
            }
        }
        let mayBegin = text.utf8.first.map { $0 != UInt8(ascii: "%") && text != "-" } ?? false
        return isPlain && mayBegin ? text : JSONValue.string(text).description
    }
}
