import SluiceDocument
import SluiceKit
import SluicePipeline

/// Writes YAML line by line, each with a comment on where its value comes from.
struct EffectiveWriter {
    /// The column at which comments begin, unless a line is longer.
    private static let commentColumn = 56

    private let result: PipelineLoader.Result
    private var lines: [(text: String, comment: String?)] = []

    init(_ result: PipelineLoader.Result) { self.result = result }

    /// Everything written, without a line break at its end.
    var text: String {
        var text = ""
        for (number, line) in lines.enumerated() {
            if number > 0 { text += "\n" }
            text += line.text
            guard let comment = line.comment else { continue }
            text += Self.blanks(max(Self.commentColumn - line.text.count, 2))
            text += "# "
            text += comment
        }
        return text
    }

    private static func blanks(_ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { bytes in
            bytes.initialize(repeating: UInt8(ascii: " "))
            return count
        }
    }

    /// Adds a line.
    mutating func add(_ text: String, _ comment: String? = nil, indent: Int) {
        lines.append((Self.blanks(indent) + text, comment))
    }

    /// Adds a key with a value that nobody set.
    mutating func add(_ key: String, default value: String, indent: Int) {
        add("\(key): \(value)", "\(ValueOrigin.standard)", indent: indent)
    }

    /// Adds a key with a value of the file.
    mutating func add(_ key: String, _ node: Node, _ shape: SettingShape? = nil, indent: Int) {
        if case .group(let group)? = shape { return add(key, settings: group.settings, node, indent: indent) }
        guard let entries = node.entries, !entries.isEmpty else {
            return add("\(key): \(flow(node, shape))", comment(node), indent: indent)
        }
        add("\(key):", indent: indent)
        for entry in entries {
            add(YAMLScalar.text(entry.key), entry.value, shape?.shape(of: entry.key), indent: indent + 2)
        }
    }

    /// Adds a mapping of settings, those that the file leaves out with their defaults.
    mutating func add(_ key: String, settings: [SettingDeclaration], _ node: Node?, indent: Int) {
        var isEmpty = true
        for setting in settings {
            let value = node?[setting.key]
            let usual = value == nil ? setting.defaultText : nil
            guard value != nil || usual != nil else { continue }
            if isEmpty { add("\(key):", indent: indent) }
            isEmpty = false
            switch (value, usual, setting.shape) {
            case (let value?, _, let shape): add(setting.key, value, shape, indent: indent + 2)
            case (nil, _, .group(let group)):
                add(setting.key, settings: group.settings, nil, indent: indent + 2)
            case (nil, let usual?, let shape):
                add(setting.key, default: Self.scalar(usual, shape), indent: indent + 2)
            case (nil, nil, _): break
            }
        }
    }

    private func comment(_ node: Node) -> String {
        if case .unresolved = node.content { return "\(result.origin(of: node)), not set here" }
        return "\(result.origin(of: node))"
    }

    /// A value on one line.
    private func flow(_ node: Node, _ shape: SettingShape?) -> String {
        switch node.content {
        case .null: "null"
        case .scalar(let text, let quoted):
            shape == .secret && !text.hasPrefix("$secret.")
                ? "\"[secret]\""
                : Self.written(text, quoted)
        case .unresolved(let name):
            shape == .secret && !name.hasPrefix("$") ? "\"[secret]\"" : YAMLScalar.text(name)
        case .sequence(let nodes): "[\(nodes.map { flow($0, shape?.inner) }.joined(separator: ", "))]"
        case .mapping(let entries):
            entries.isEmpty
                ? "{}"
                : "{ \(entries.map { "\(YAMLScalar.text($0.key)): \(flow($0.value, shape?.shape(of: $0.key)))" }.joined(separator: ", ")) }"
        }
    }

    private static func written(_ text: String, _ quoted: Bool) -> String {
        !quoted && (text == "null" || text == "~") ? text : YAMLScalar.text(text)
    }

    /// A default as YAML; only text of the user's own needs quotes.
    private static func scalar(_ text: String, _ shape: SettingShape) -> String {
        switch shape {
        case .text, .path, .template: YAMLScalar.text(text)
        case .secret: "\"[secret]\""
        default: text
        }
    }
}

extension SettingShape {
    /// The shape of a key's value in a map or group; nil for others.
    fileprivate func shape(of key: String) -> SettingShape? {
        if case .group(let group) = self { return group.settings.first { $0.key == key }?.shape }
        return inner
    }

    /// The shape of the parts of a list or map; nil for others.
    fileprivate var inner: SettingShape? {
        switch self {
        case .list(let inner), .byHorizon(let inner), .horizonTable(let inner), .byName(let inner): inner
        default: nil
        }
    }
}
