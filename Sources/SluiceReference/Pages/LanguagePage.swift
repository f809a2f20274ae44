import SluiceKit
import SluicePipeline

/// The keys of the language itself, as blocks of Markdown.
enum LanguagePage {
    static var blocks: [String] {
        let types = PipelineLanguage.parameterTypes.map { "`\($0.name)`" }.joined(separator: ", ")
        return [
            "## Keys of a pipeline file", table(PipelineLanguage.top),
            "Further keys that begin with `x-` are free room, such as for anchors.",
            "### cycle", ReferencePage.table(of: CycleSettings.declarations),
            "### orders", ReferencePage.table(of: OrderSettings.declarations),
            "### on_stop", ReferencePage.table(of: StopSettings.declarations),
            "### universe", "A list of symbols, or a mapping:", table(PipelineLanguage.universe),
            "### stages", table(PipelineLanguage.stage), faultPolicies,
            "### alerts", table(PipelineLanguage.alert),
            "### params", table(PipelineLanguage.parameter), "Types: \(types).",
            "### secrets", "One of the two:", table(PipelineLanguage.secret),
            "### profiles",
            """
            A profile maps ids of stages and alerts to what changes in them, any of \(words(PipelineLanguage.patch)),
            and may hold the sections \(words(PipelineLanguage.profileSections)).
            """,
        ]
    }

    private static func words(_ names: [String]) -> String { Words.list(names.map { "`\($0)`" }) }

    private static func table(_ keys: [PipelineLanguage.Key]) -> String {
        MarkdownTable(
            ["Key", "Value", "Required", "Meaning"],
            keys.map { ["`\($0.name)`", $0.form, $0.isRequired ? "yes" : "", $0.help] }
        ).text
    }

    /// What each kind may do when a stage fails, the default first.
    private static var faultPolicies: String {
        MarkdownTable(
            ["Kind", "`on_error`"],
            StageKind.allCases.filter { $0 != .alert }.map { kind in
                [kind.rawValue, kind.faultPolicies.map { "`\($0.rawValue)`" }.joined(separator: ", ")]
            }
        ).text
    }
}
