import SluiceDocument
import SluiceKit
import SluiceYAML

/// Applies `--set path=value`, which stands above the file and everything else.
struct Override {
    /// What a place on the command line is called; its lines are the overrides in order.
    static let file = "--set"

    private(set) var source = SourceFile(path: Override.file, text: "")
    private(set) var issues: [Diagnostic] = []

    /// The tree with overrides applied in order.
    mutating func applied(_ overrides: [String], to root: Node) -> Node {
        source = SourceFile(path: Self.file, text: overrides.joined(separator: "\n"))
        var result = root
        var line = 1
        for override in overrides {
            result = applied(override, line, to: result) ?? result
            line += 1 + override.unicodeScalars.count { $0 == "\n" }
        }
        return result
    }

    private mutating func applied(_ override: String, _ line: Int, to root: Node) -> Node? {
        guard let equals = override.firstIndex(of: "="), equals > override.startIndex else {
            report("--set takes path=value, was '\(override)'", line, 0, override)
            return nil
        }
        let path = override[..<equals]
        let text = override[override.index(after: equals)...]
        guard let value = value(text, line, behind: path) else { return nil }
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        switch set(keys, to: value, in: root) {
        case .changed(let changed): return changed
        case .unknown(let nearest):
            report("'\(path)' names no place in the file", line, 0, path, suggestion: nearest)
            return nil
        }
    }

    private mutating func report(
        _ message: String, _ line: Int, _ start: Int, _ text: some StringProtocol, suggestion: String? = nil
    ) {
        issues.append(
            Diagnostic(.badOverride, message, at: Self.span(line, start, text), suggestion: suggestion))
    }

    private static func span(_ line: Int, _ start: Int, _ text: some StringProtocol) -> SourceSpan {
        SourceSpan(
            file: file, line: line, column: start + 1,
            endColumn: start + max(text.unicodeScalars.count, 1) + 1
        )
    }

    /// The value as YAML, every node at the place of the override.
    private mutating func value(_ text: Substring, _ line: Int, behind path: Substring) -> Node? {
        let start = path.unicodeScalars.count + 1
        let span = Self.span(line, start, text)
        guard !text.isEmpty else { return Node(.null, at: span) }
        var found: [Diagnostic] = []
        let node = YAMLReader.read(SourceFile(path: Self.file, text: String(text)), into: &found)
        guard let node, !found.hasErrors else {
            report("the value is not YAML: \(found.first?.message ?? "'\(text)'")", line, start, text)
            return nil
        }
        return node.placed(at: span)
    }
}

extension Override {
    private enum Change {
        case changed(Node)
        /// The path leads nowhere; the path most likely meant.
        case unknown(nearest: String?)
    }

    private static let sections = PipelineDeclaration.keys.filter { !["profiles", "include"].contains($0) }

    private func set(_ path: [String], to value: Node, in root: Node) -> Change {
        let head = path[0]
        guard !path.contains("") else { return .unknown(nearest: nil) }
        guard Self.sections.contains(head) else {
            return .unknown(nearest: nearest(path, 0, among: Self.sections))
        }
        switch head {
        case "stages", "alerts":
            guard path.count >= 3, let list = root[head] else { return .unknown(nearest: nil) }
            guard let index = list.index(ofID: path[1]), let stage = list.elements?[index] else {
                let ids = (list.elements ?? []).compactMap { $0["id"]?.text }
                return .unknown(nearest: nearest(path, 1, among: ids))
            }
            let changed = nested(path.dropFirst(2), to: value, in: stage)
            return .changed(root.setting(head, to: list.replacing(index, with: changed)))
        case "params":
            guard path.count == 2, let params = root["params"] else { return .unknown(nearest: nil) }
            guard let parameter = params[path[1]] else {
                return .unknown(nearest: nearest(path, 1, among: params.entries?.map(\.key) ?? []))
            }
            let changed = params.setting(path[1], to: parameter.setting("default", to: value))
            return .changed(root.setting("params", to: changed))
        default: return .changed(nested(path[...], to: value, in: root))
        }
    }

    private func nearest(_ path: [String], _ index: Int, among names: [String]) -> String? {
        guard let name = nearestName(to: path[index], among: names) else { return nil }
        var path = path
        path[index] = name
        return path.joined(separator: ".")
    }

    private func nested(_ path: ArraySlice<String>, to value: Node, in node: Node) -> Node {
        guard let head = path.first else { return value }
        let inner = node[head] ?? Node(.mapping([]), at: value.span)
        return node.setting(head, to: nested(path.dropFirst(), to: value, in: inner))
    }
}
