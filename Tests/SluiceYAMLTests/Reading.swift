import SluiceDocument
import SluiceYAML

/// What the reader makes of a text.
struct Reading {
    var root: Node?
    var issues: [Diagnostic] = []

    init(_ text: String, limits: YAMLLimits = .init()) { self.init(Array(text.utf8), limits: limits) }

    init(_ bytes: [UInt8], limits: YAMLLimits = .init()) {
        root = YAMLReader.read(SourceFile(path: "a.yaml", bytes: bytes), limits: limits, into: &issues)
    }

    /// The findings as `line:column code`.
    var places: [String] {
        issues.map { issue in "\(issue.span.map { "\($0.line):\($0.column)" } ?? "-") \(issue.code)" }
    }
}

extension Node {
    /// The value on one line: flow style, quoted scalars in double quotes, nothing as `~`.
    var outline: String {
        switch content {
        case .null: "~"
        case .scalar(let text, quoted: false): text
        case .scalar(let text, quoted: true): "\"\(text)\""
        case .sequence(let elements): "[" + elements.map(\.outline).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key): \($0.value.outline)" }.joined(separator: ", ") + "}"
        case .unresolved(let name): "<\(name)>"
        }
    }

    /// The node and all below it, in the order of the document.
    var all: [Node] {
        switch content {
        case .sequence(let elements): [self] + elements.flatMap(\.all)
        case .mapping(let entries): [self] + entries.flatMap { $0.value.all }
        default: [self]
        }
    }
}

extension SourceSpan {
    /// The place as `line:column-endLine:endColumn`.
    var range: String { "\(line):\(column)-\(endLine):\(endColumn)" }
}
