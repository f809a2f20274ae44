import ArgumentParser
import SluiceDocument
import SluiceKit
import SluiceReference

/// `sluice plugins`: what pipeline files may name.
struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins", abstract: "List plugins, show one, or start a new one.",
        subcommands: [List.self, Show.self, New.self, Docs.self], defaultSubcommand: List.self
    )

    /// `sluice plugins list`: every plugin, by kind.
    struct List: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List every plugin with its stability, what it does, and where its rule comes from."
        )

        @Option(help: "Only plugins of this kind.", transform: StageKind.argument)
        var kind: StageKind?

        @Option(help: "Write lines for people, or one JSON object.")
        var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let plugins = program.registry.plugins.filter { kind == nil || $0.kind == kind }
            switch format {
            case .text:
                let columns = program.console.isTerminal ? program.console.columns : nil
                program.console.line(PluginList(plugins, columns: columns).text)
            case .json:
                let objects = plugins.map { PluginObject($0).summary }
                program.console.line(
                    JSONValue.object([.init("plugins", .array(objects))]).text(indented: true))
            }
            return .ok
        }
    }

    /// `sluice plugins show`: one plugin with its settings.
    struct Show: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a plugin's settings, reasons and ports."
        )

        @Argument(help: "The plugin, such as gate.spread.")
        var name: String

        @Option(help: "Write text for people, or one JSON object.")
        var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            guard let plugin = program.registry.plugin(name) else {
                throw CommandError.unknown("plugin", name, among: program.registry.names)
            }
            switch format {
            case .text: program.console.line(PluginText(plugin, columns: program.console.columns).text)
            case .json: program.console.line(PluginObject(plugin).whole.text(indented: true))
            }
            return .ok
        }
    }

    /// `sluice plugins docs`: the reference page.
    struct Docs: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "docs", abstract: "Print the reference of every plugin as a Markdown page."
        )

        func run(_ program: ProgramContext) throws -> ExitStatus {
            program.console.text(ReferencePage(program.registry).markdown)
            return .ok
        }
    }
}

/// How a page is written.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

extension StageKind {
    /// The kind of a word on the command line.
    static func argument(_ word: String) throws -> StageKind {
        if let kind = StageKind(rawValue: word) { return kind }
        let kinds = allCases.map(\.rawValue)
        let hint = nearestName(to: word, among: kinds).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError("there is no kind '\(word)'; kinds are \(kinds.joined(separator: ", "))\(hint)")
    }
}

extension CommandError {
    /// An argument that names nothing, with the nearest name.
    static func unknown(_ what: String, _ name: String, among names: [String]) -> CommandError {
        let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
        return CommandError(.usage, "there is no \(what) '\(name)'\(hint)")
    }
}
