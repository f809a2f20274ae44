import Foundation
import SluiceKit
import Testing

@testable import SluiceCLI
@testable import TestPlugins

/// `show`, `graph`, `plugins`, `schema` and `explain-code`.
@Suite struct CommandTests {
    private func object(_ outcome: Terminal.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `Show prints a pipeline that is valid itself`() throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let outcome = Terminal.run("show", project.file("p.yaml"), "--set", "seed=9")
        #expect(outcome.status == .ok)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("seed: 9 "))
        let shown = try Project(["p.yaml": outcome.output])
        #expect(Terminal.run("validate", shown.file("p.yaml")).status == .ok)
    }

    @Test(arguments: ["show", "graph"])
    func `Nothing is printed of a file that is not valid`(command: String) throws {
        let project = try Project([
            "p.yaml": TestRegistry.pipeline.replacing("arbiter.best", with: "arbiter.bets")
        ])
        let outcome = Terminal.run(command, project.file("p.yaml"))
        #expect(outcome.status == .invalid)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("error[E0301]"))
        #expect(outcome.errors.hasSuffix("p.yaml is not valid\n"))
        #expect(Terminal.run(command, project.file("none.yaml")).status == .missingFile)
    }

    @Test(arguments: [
        ("text", "sound: 2 instruments"), ("mermaid", "flowchart TD"), ("dot", "digraph \"sound\""),
        ("svg", "<svg "),
    ])
    func `A graph has many forms`(format: String, start: String) throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let outcome = Terminal.run("graph", project.file("p.yaml"), "--format", format)
        #expect(outcome.status == .ok)
        #expect(outcome.output.hasPrefix(start))
        #expect(outcome.output.contains("trend"))
        #expect(outcome.errors == "")
    }

    @Test func `A graph that needs a missing variable says which`() throws {
        let text = TestRegistry.pipeline.replacing("1000 USD", with: "$env.SLUICE_TEST_CASH")
        let project = try Project(["p.yaml": text])
        let outcome = Terminal.run("graph", project.file("p.yaml"))
        #expect(outcome.status == .environment)
        #expect(outcome.errors.contains("$env.SLUICE_TEST_CASH"))
    }

    @Test func `Plugins are listed by kind`() throws {
        let lines = Terminal.run("plugins", "list").output.split(separator: "\n")
        let plugins = TestRegistry.all.plugins
        let sources = plugins.compactMap(\.manifest.source)
        #expect(lines.count == plugins.count + sources.count)
        #expect(lines.first == "data.tape         stable        Brings bars.")
        #expect(lines.count { $0.contains("source: ") } == sources.count)
        #expect(Terminal.run("plugins").output == Terminal.run("plugins", "list").output)
        #expect(Terminal.run("plugins", "list", "--kind", "broker").output.split(separator: "\n").count == 2)
        let kind = Terminal.run("plugins", "list", "--kind", "brokr")
        #expect(kind.status == .usage)
        #expect(kind.errors.contains("did you mean 'broker'?"))
        let all = try object(Terminal.run("plugins", "list", "--format", "json"))
        #expect((all["plugins"] as? [[String: Any]])?.count == plugins.count)
    }

    @Test func `A plugin is shown with its settings`() throws {
        let text = Terminal.run("plugins", "show", "gate.every_shape")
        #expect(text.status == .ok)
        #expect(text.output.contains("quotes.spread"))
        let plugin = try object(Terminal.run("plugins", "show", "gate.every_shape", "--format", "json"))
        let settings = try #require(plugin["settings"] as? [[String: Any]])
        #expect(settings.count == 15)
        #expect(settings[1]["required"] as? Bool == true)
        #expect(settings[1]["maximum"] as? String == "9")
        #expect(settings[4]["choices"] as? [String] == ["buy", "sell"])
        #expect(plugin["gives"] as? String == "decisions")
        let unknown = Terminal.run("plugins", "show", "gate.wdith")
        #expect(unknown.status == .usage)
        #expect(unknown.errors == "sluice: there is no plugin 'gate.wdith'; did you mean 'gate.width'?\n")
        #expect(unknown.output == "")
    }

    @Test func `The reference is a page and the schema an object`() throws {
        let page = Terminal.run("plugins", "docs")
        #expect(page.output.hasPrefix("# Plugins\n"))
        #expect(page.output.hasSuffix("|\n") || page.output.hasSuffix(".\n"))
        let schema = try object(Terminal.run("schema"))
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test func `A code is explained, whatever its case`() {
        let outcome = Terminal.run("explain-code", "e0202")
        #expect(outcome.status == .ok)
        #expect(outcome.output.hasPrefix("E0202: missing unit\n\nA quantity carries its unit"))
        #expect(Terminal.run("explain-code", "E9999").status == .usage)
        #expect(Terminal.run("explain-code", "E020").errors.contains("did you mean 'E0"))
        #expect(Terminal.run("explain-code").output.contains("\nE0203  unknown setting\n"))
    }
}
