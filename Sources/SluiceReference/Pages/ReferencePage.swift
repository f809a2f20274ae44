package import SluiceKit
import SluicePipeline

/// The reference of every plugin as one Markdown page.
package struct ReferencePage {
    private let registry: Registry

    /// Creates the page of a registry.
    package init(_ registry: Registry) { self.registry = registry }

    /// The page, with a line break at its end.
    package var markdown: String {
        var blocks = [
            "# Plugins",
            """
            Every plugin, setting, event and key that a pipeline file may name. The page is made from the declarations
            that the program itself checks files with: `sluice plugins docs` prints it, and `sluice plugins show NAME`
            prints one plugin. How the keys work together is told in [Language.md](Language.md).
            """,
            contents,
        ]
        for kind in kinds { blocks += section(of: kind) }
        blocks += ReferencePage.events + riskVariables + LanguagePage.blocks
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private var kinds: [StageKind] {
        StageKind.allCases.filter { kind in registry.plugins.contains { $0.kind == kind } }
    }

    private func plugins(of kind: StageKind) -> [PluginEntry] { registry.plugins.filter { $0.kind == kind } }

    private var contents: String {
        MarkdownTable(
            ["Kind", "What it does", "Plugins"],
            kinds.map { kind in
                [
                    "[\(kind.rawValue)](#\(kind.rawValue))", kind.summary,
                    plugins(of: kind).map { "[\($0.name)](#\(Self.anchor($0)))" }.joined(separator: ", "),
                ]
            }
        ).text
    }

    /// As GitHub makes it from the heading: lower case, without points.
    private static func anchor(_ plugin: PluginEntry) -> String { plugin.fullName.filter { $0 != "." } }

    private func section(of kind: StageKind) -> [String] {
        let policies = kind.faultPolicies.map { "`\($0.rawValue)`" }
        let others = policies.dropFirst().joined(separator: ", ")
        let fault = "On a fault: \(policies[0])" + (others.isEmpty ? "." : ", or with `on_error` \(others).")
        return ["## \(kind.rawValue)", "\(kind.summary) \(fault)"] + plugins(of: kind).flatMap(page)
    }

    private func page(of plugin: PluginEntry) -> [String] {
        var blocks = ["### \(plugin.fullName)", plugin.manifest.summary]
        if plugin.manifest.stability != .stable {
            blocks.append("This plugin is \(plugin.manifest.stability.rawValue).")
        }
        if plugin.kind != .alert {
            blocks.append(
                "Takes \(plugin.defaultPorts.takesInWords). Gives \(plugin.defaultPorts.givesInWords).")
        }
        blocks.append("```yaml\n- \(PluginExample(plugin).flow)\n```")
        if plugin.settings.isEmpty {
            blocks.append("It has no settings.")
        } else {
            blocks.append(Self.table(of: plugin.settings))
        }
        if !plugin.manifest.reasons.isEmpty {
            let reasons = plugin.manifest.reasons.map { reason in
                "`\(reason.name)`" + (reason.unitInWords.map { " (\($0))" } ?? "")
            }
            blocks.append("Reasons: \(reasons.joined(separator: ", ")).")
        }
        if let source = plugin.manifest.source { blocks.append("Source: \(source)") }
        return blocks
    }

    /// A table of settings, the inner ones of a group behind it.
    static func table(of settings: [SettingDeclaration]) -> String {
        MarkdownTable(
            ["Setting", "Type", "Default", "Bounds", "Meaning"],
            settings.flatMap { $0.withInner() }.map { path, setting in
                let value = setting.defaultText.map { $0.isEmpty ? "empty" : "`\($0)`" }
                return [
                    "`\(path)`", setting.shape.inWords, value ?? setting.defaultInWords,
                    setting.boundsInWords ?? "", setting.fullHelp,
                ]
            }
        ).text
    }

    private static var events: [String] {
        [
            "## Events", "`on:` of an alert sink takes names from this list.",
            MarkdownTable(
                ["Event", "Severity", "When"],
                EventKind.allCases.map { ["`\($0.rawValue)`", $0.severity.rawValue, $0.summary] }
            ).text,
        ]
    }

    private var riskVariables: [String] {
        let rows = plugins(of: .risk).flatMap { plugin in
            plugin.settings.map { setting in
                [
                    "`\(RiskEnvironment.variable(of: setting))`", "`\(setting.key)` of \(plugin.fullName)",
                    setting.shape.inWords,
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        return [
            "## Variables of the environment",
            """
            A variable that begins with `RISK_` overrides the setting of its name in every risk stage. It stands above
            the file and its profiles, and below `--set`. Lists and mappings are written as YAML: `[A, B]`.
            """,
            MarkdownTable(["Variable", "Setting", "Type"], rows).text,
        ]
    }
}
