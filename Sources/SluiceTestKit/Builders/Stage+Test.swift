public import SluiceDocument
public import SluiceKit
import SluiceYAML

extension PluginSettings {
    /// Settings read as from a pipeline file: `.test("max_spread: 12bps")`.
    /// - Throws: `SettingsRefused` with everything that is wrong with them.
    public static func test(_ yaml: String) throws -> Self {
        var issues: [Diagnostic] = []
        let node = settingsNode(yaml, into: &issues)
        let settings = SettingReader.read(Self.self, from: node, into: &issues)
        guard let settings, !issues.hasErrors else { throw SettingsRefused(diagnostics: issues) }
        return settings
    }

    /// What is wrong with settings as a pipeline file would have them; empty when they are right.
    public static func issues(_ yaml: String) -> [Diagnostic] {
        var issues: [Diagnostic] = []
        let node = settingsNode(yaml, into: &issues)
        _ = SettingReader.read(Self.self, from: node, into: &issues)
        return issues
    }
}

extension Stage {
    /// A stage built from settings as a pipeline file would have them: `SpreadGate.test("max_spread: 12bps")`.
    /// - Throws: `SettingsRefused` for settings that are wrong or do not fit the context, and whatever building throws.
    public static func test(_ yaml: String = "", in context: StageContext = .test()) throws -> Self {
        let issues = issues(yaml, in: context)
        guard !issues.hasErrors else { throw SettingsRefused(diagnostics: issues) }
        return try Self(settings: Settings.test(yaml), context: context)
    }

    /// What is wrong with settings in a pipeline with the context's horizons and cycle.
    public static func issues(_ yaml: String, in context: StageContext = .test()) -> [Diagnostic] {
        var issues: [Diagnostic] = []
        let node = settingsNode(yaml, into: &issues)
        if let settings = SettingReader.read(Settings.self, from: node, into: &issues) {
            check(settings, in: context.axes.plan, &issues)
        }
        return issues
    }
}

extension Axes {
    /// What a plan with these axes tells a stage.
    var plan: PlanFacts {
        PlanFacts(every: every, calendar: calendar, horizons: horizons, instruments: instruments)
    }
}

/// Settings that were not read, with everything that is wrong with them.
public struct SettingsRefused: Error, CustomStringConvertible {
    /// What is wrong.
    public let diagnostics: [Diagnostic]

    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// The node of settings written as in a pipeline file, block or flow; no text is an absent mapping.
func settingsNode(_ yaml: String, into issues: inout [Diagnostic]) -> Node {
    let absent = Node(.null, at: SourceSpan(file: "test.yaml", line: 1, column: 1))
    guard yaml.contains(where: { !$0.isWhitespace }) else { return absent }
    return YAMLReader.read(SourceFile(path: "test.yaml", text: yaml), into: &issues) ?? absent
}
