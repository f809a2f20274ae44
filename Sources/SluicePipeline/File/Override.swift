import SluiceDocument
import SluiceKit
import SluiceYAML

/// Applies what stands above the file: `RISK_*` variables of the environment, then `--set path=value`.
struct Override {
    let registry: Registry
    private(set) var files = SourceFiles()
    private(set) var issues: [Diagnostic] = []

    init(registry: Registry) { self.registry = registry }

    /// The tree with every `RISK_<SETTING>` put into the risk stages that have the setting.
    mutating func applied(environment: [String: String], to root: Node) -> Node {
        var result = root
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("RISK_") {
            let key = name.dropFirst("RISK_".count).lowercased()
            let source = SourceFile(path: "environment \(name)", text: value)
            let span = SourceSpan(file: source.path, line: 1, column: 1, endColumn: value.count + 1)
            guard let stages = result["stages"], let elements = stages.elements else { continue }
            var changed = elements
            for (index, stage) in elements.enumerated() where takes(stage, key) {
                let with = stage["with"] ?? Node(.mapping([]), at: stage.span)
                let node = Node(.scalar(value, quoted: false), at: span)
                changed[index] = stage.setting("with", to: with.setting(key, to: node))
            }
            if changed == elements {
                issues.append(
                    Diagnostic(.warning, .unusedRiskVariable, "no risk stage takes \(name)", at: span)
                )
            }
            files.add(source)
            result = result.setting("stages", to: stages.with(.sequence(changed)))
        }
        return result
    }

    private func takes(_ stage: Node, _ key: String) -> Bool {
        guard let uses = stage["uses"]?.text, let plugin = registry.plugin(uses), plugin.kind == .risk else {
            return false
        }
        return plugin.settings.contains { $0.key == key }
    }

    /// The tree with overrides applied in order.
    mutating func applied(_ overrides: [String], to root: Node) -> Node {
        var result = root
        for override in overrides {
            let source = SourceFile(path: "--set", text: override)
            let whole = SourceSpan(
                file: "--set \(override)", line: 1, column: 1, endColumn: override.count + 1)
            files.add(SourceFile(path: whole.file, text: override))
            guard let equals = source.text.firstIndex(of: "="), equals > source.text.startIndex else {
                issues.append(
                    Diagnostic(.badOverride, "--set takes path=value, was '\(override)'", at: whole))
                continue
            }
            let path = override[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(
                String.init)
            let text = String(override[override.index(after: equals)...])
            guard
                let value = value(
                    text, column: override.distance(from: override.startIndex, to: equals) + 2, whole)
            else { continue }
            guard let changed = set(path, to: value, in: result) else {
                issues.append(
                    Diagnostic(.badOverride, "'\(override[..<equals])' names no place in the file", at: whole)
                )
                continue
            }
            result = changed
        }
        return result
    }

    /// The value as YAML, every node at the place of the override.
    private mutating func value(_ text: String, column: Int, _ whole: SourceSpan) -> Node? {
        let span = SourceSpan(
            file: whole.file, line: 1, column: column, endColumn: column + max(text.count, 1))
        guard !text.isEmpty else { return Node(.null, at: span) }
        var found: [Diagnostic] = []
        guard let node = YAMLReader.read(SourceFile(path: whole.file, text: text), into: &found) else {
            issues.append(Diagnostic(.badOverride, "the value is not YAML: '\(text)'", at: span))
            return nil
        }
        return node.mapped { Node($0.content, at: span, tag: $0.tag) }
    }

    private func set(_ path: [String], to value: Node, in root: Node) -> Node? {
        guard let head = path.first, !path.contains("") else { return nil }
        if head == "stages" || head == "alerts" {
            guard path.count >= 3, let list = root[head], let index = list.index(ofID: path[1]),
                let stage = list.elements?[index]
            else { return nil }
            return root.setting(
                head, to: list.replacing(index, with: nested(path.dropFirst(2), to: value, in: stage))
            )
        }
        if head == "params" {
            guard path.count == 2, let params = root["params"], let parameter = params[path[1]] else {
                return nil
            }
            return root.setting(
                "params", to: params.setting(path[1], to: parameter.setting("default", to: value)))
        }
        guard PipelineDeclaration.keys.contains(head) else { return nil }
        return nested(path[...], to: value, in: root)
    }

    private func nested(_ path: ArraySlice<String>, to value: Node, in node: Node) -> Node {
        guard let head = path.first else { return value }
        let inner = node[head] ?? Node(.mapping([]), at: value.span)
        return node.setting(head, to: nested(path.dropFirst(), to: value, in: inner))
    }
}
