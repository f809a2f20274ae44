import SluiceDocument
public import SluiceKit
import SluiceYAML

/// Applies `RISK_*` variables of the environment: each overrides the setting of its name in every risk stage.
public struct RiskEnvironment {
    /// What the name of such a variable begins with.
    public static let prefix = "RISK_"

    private let registry: Registry
    /// A file for each variable, so that findings can show its value.
    private(set) var files: [SourceFile] = []
    private(set) var issues: [Diagnostic] = []

    init(registry: Registry) { self.registry = registry }

    /// The variable that overrides a setting of a risk stage: `RISK_MAX_DRAWDOWN` for `max_drawdown`.
    public static func variable(of setting: SettingDeclaration) -> String {
        prefix + setting.key.uppercased()
    }

    private static let fileStart = "environment "

    /// What the place of a variable's value is called.
    static func file(_ variable: String) -> String { fileStart + variable }

    /// The variable that a place belongs to; nil for a place in a file.
    static func variable(ofFile file: String) -> String? {
        file.hasPrefix(fileStart + prefix) ? String(file.dropFirst(fileStart.count)) : nil
    }

    /// The tree with every variable put into the risk stages that have the setting.
    mutating func applied(_ environment: [String: String], to root: Node) -> Node {
        let variables = environment.filter { $0.key.hasPrefix(Self.prefix) }.sorted { $0.key < $1.key }
        guard !variables.isEmpty, let stages = root["stages"], var elements = stages.elements else {
            return root
        }
        for (name, value) in variables {
            let file = SourceFile(path: Self.file(name), text: value)
            files.append(file)
            var isTaken = false
            for index in elements.indices {
                guard let setting = setting(of: elements[index], named: name) else { continue }
                isTaken = true
                let with = elements[index]["with"] ?? Node(.mapping([]), at: elements[index].span)
                let node = node(value, in: file, setting.shape)
                elements[index] = elements[index].setting("with", to: with.setting(setting.key, to: node))
            }
            guard !isTaken else { continue }
            issues.append(
                Diagnostic(
                    .warning, .unusedRiskVariable, "no risk stage takes \(name)", at: Self.span(file, value),
                    suggestion: nearestName(to: name, among: known(of: elements))
                )
            )
        }
        return root.setting("stages", to: stages.with(.sequence(elements)))
    }

    private static func span(_ file: SourceFile, _ value: String) -> SourceSpan {
        SourceSpan(
            file: file.path, line: 1, column: 1, endColumn: max(value.unicodeScalars.count, 1) + 1)
    }

    /// The value: text, or for a list or a mapping what it says as YAML.
    private mutating func node(_ value: String, in file: SourceFile, _ shape: SettingShape) -> Node {
        let span = Self.span(file, value)
        switch shape {
        case .list, .group, .byHorizon, .horizonTable, .byName:
            var found: [Diagnostic] = []
            guard let node = YAMLReader.read(file, into: &found), !found.hasErrors else { break }
            return node.placed(at: span)
        default: break
        }
        return Node(.scalar(value, quoted: false), at: span)
    }

    private func setting(of stage: Node, named variable: String) -> SettingDeclaration? {
        settings(of: stage).first { Self.variable(of: $0) == variable }
    }

    private func settings(of stage: Node) -> [SettingDeclaration] {
        guard let uses = stage["uses"]?.text, let plugin = registry.plugin(uses), plugin.kind == .risk else {
            return []
        }
        return plugin.settings
    }

    private func known(of stages: [Node]) -> [String] {
        stages.flatMap(settings).map(Self.variable)
    }
}
