import Foundation
import Testing

@testable import SluiceCLI
@testable import TestPlugins

/// `sluice validate`.
@Suite struct ValidateTests {
    private let wrong = TestRegistry.pipeline.replacing("max_spread: 12bps", with: "max_spraed: 12bps")

    @Test func `A sound file says so on standard output`() throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let outcome = Terminal.run("validate", project.file("p.yaml"))
        #expect(outcome.status == .ok)
        #expect(outcome.output == "1 pipeline is valid\n")
        #expect(outcome.errors == "")
    }

    @Test func `Findings are the result: on standard output, with excerpt and place`() throws {
        let project = try Project(["p.yaml": wrong])
        let outcome = Terminal.run("validate", project.file("p.yaml"))
        #expect(outcome.status == .invalid)
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                error[E0203]: unknown setting 'max_spraed'
                  --> \(project.file("p.yaml")):11:44
                   |
                11 |   - { id: width, uses: gate.width, with: { max_spraed: 12bps } }
                   |                                            ^^^^^^^^^^ did you mean 'max_spread'?

                1 error

                """)
    }

    @Test func `JSON is one object with everything about each finding`() throws {
        let project = try Project(["p.yaml": wrong])
        let outcome = Terminal.run("validate", "--format", "json", project.file("p.yaml"))
        #expect(outcome.status == .invalid)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object["checked"] as? Int == 1)
        #expect(object["errors"] as? Int == 1)
        #expect(object["warnings"] as? Int == 0)
        let findings = try #require(object["diagnostics"] as? [[String: Any]])
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(
            Set(finding.keys) == [
                "code", "severity", "message", "file", "line", "column", "endLine", "endColumn", "suggestion",
            ])
        #expect(finding["code"] as? String == "E0203")
        #expect(finding["line"] as? Int == 11)
        #expect(finding["column"] as? Int == 44)
        #expect(finding["endColumn"] as? Int == 54)
        #expect(finding["suggestion"] as? String == "max_spread")
    }

    @Test func `SARIF names the same place`() throws {
        let project = try Project(["p.yaml": wrong])
        let outcome = Terminal.run("validate", "--format", "sarif", project.file("p.yaml"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object["version"] as? String == "2.1.0")
        #expect(outcome.output.contains("\"startLine\": 11"))
    }

    @Test(arguments: ["json", "sarif"])
    func `Machine output of a sound file is one object too`(format: String) throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let outcome = Terminal.run("validate", "--format", format, project.file("p.yaml"))
        #expect(outcome.status == .ok)
        #expect(outcome.errors == "")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) }
    }

    @Test func `Many files are one report, sorted by place`() throws {
        let project = try Project(["b.yaml": wrong, "a.yaml": wrong, "c.yaml": TestRegistry.pipeline])
        let outcome = Terminal.run(
            "validate", project.file("b.yaml"), project.file("c.yaml"), project.file("a.yaml"))
        #expect(outcome.status == .invalid)
        let places = outcome.output.split(separator: "\n").filter { $0.contains("-->") }
        #expect(places.map { $0.hasSuffix("a.yaml:11:44") } == [true, false])
        #expect(outcome.output.hasSuffix("2 errors\n"))
    }

    @Test func `A folder is searched for pipelines, a pattern is matched`() throws {
        let project = try Project([
            "Pipelines/a.yaml": TestRegistry.pipeline, "Pipelines/deep/b.yml": TestRegistry.pipeline,
            "Config/symbols.yaml": "default: [SPY]", "Docs/page.md": "no pipeline here",
            ".hidden/c.yaml": wrong,
            "Pipelines/part.yaml": "stages: []",
        ])
        let folder = Terminal.run("validate", project.path)
        #expect(folder.output == "2 pipelines are valid\n")
        let pattern = Terminal.run(
            "validate", project.file("Pipelines/*/*.yml"), project.file("Pipelines/a.yaml"))
        #expect(pattern.output == "2 pipelines are valid\n")
        // A part that is named is checked as what it is not.
        #expect(Terminal.run("validate", project.file("Pipelines/part.yaml")).status == .invalid)
    }

    @Test func `A folder that holds itself ends`() throws {
        let project = try Project(["Pipelines/a.yaml": TestRegistry.pipeline])
        try FileManager.default.createSymbolicLink(
            atPath: project.file("Pipelines/round"), withDestinationPath: project.path)
        #expect(Terminal.run("validate", project.path).output == "1 pipeline is valid\n")
    }

    @Test(arguments: ["\n", "\r\n"])
    func `Fences of a Markdown page keep their lines and columns`(lineBreak: String) throws {
        let indented = wrong.split(separator: "\n").map { "   \($0)" }.joined(separator: "\n")
        let page = """
            # Title

            ```yaml
            part: [of, a, pipeline]
            ```

            ```yaml title="sound"
            \(TestRegistry.pipeline)
            ```

            1. Indented:

               ```yaml
            \(indented)
               ```

            ~~~text
            version: 1
            ~~~
            """
        let project = try Project(["page.md": page.replacing("\n", with: lineBreak)])
        let outcome = Terminal.run("validate", project.file("page.md"))
        #expect(outcome.status == .invalid)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("max_spraed") }) + 1
        #expect(outcome.output.contains("page.md:\(line):47\n"))
        #expect(outcome.output.contains("\(line) |      - { id: width"))
        #expect(outcome.output.hasSuffix("1 error\n"))
    }

    @Test func `A file that is not there is another status`() throws {
        let project = try Project(["page.md": "nothing", "empty/x.txt": ""])
        for path in ["none.yaml", "none*.yaml", "empty", "page.md"] {
            let outcome = Terminal.run("validate", "--format", "json", project.file(path))
            #expect(outcome.status == .missingFile, "\(path)")
            #expect(outcome.output == "")
            #expect(outcome.errors.hasPrefix("sluice: "))
        }
    }

    @Test func `Every profile is checked unless one is named`() throws {
        let text =
            TestRegistry.pipeline + "\nprofiles:\n  calm: { width: { with: { max_spread: 5 } } }\n  dry: {}\n"
        let project = try Project(["p.yaml": text])
        let path = project.file("p.yaml")
        #expect(Terminal.run("validate", path).output.contains("error[E0202]"))
        #expect(Terminal.run("validate", path, "--profile", "dry").status == .ok)
        #expect(Terminal.run("validate", path, "--profile", "clam").output.contains("did you mean 'calm'?"))
    }

    @Test func `Mode and overrides are checked like the file`() throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let path = project.file("p.yaml")
        #expect(Terminal.run("validate", path, "--mode", "paper").output.contains("error[E0310]"))
        #expect(Terminal.run("validate", path, "--mode", "papre").status == .usage)
        let set = Terminal.run("validate", path, "--set", "stages.size.with.max_weight=200%")
        #expect(set.output.contains("--> --set:1:29\n"))
        #expect(set.output.contains("1 | stages.size.with.max_weight=200%\n"))
        #expect(Terminal.run("validate", path, "--set", "stages.size.with.max_weight=20%").status == .ok)
    }

    @Test func `A file that cannot be read is a finding`() throws {
        let project = try Project()
        let outcome = Terminal.run("validate", "/dev/null")
        #expect(outcome.status == .invalid)
        #expect(outcome.output.contains("error[E01"))
        #expect(Terminal.run("show", project.path).status != .ok)
    }

    @Test func `Files of other folders are opened only when asked`() throws {
        let project = try Project([
            "lists/us.yaml": "default: [SPY]",
            "own/Pipelines/p.yaml": TestRegistry.pipeline.replacing(
                "[SPY, QQQ]", with: "{ file: ../../lists/us.yaml }"),
        ])
        let path = project.file("own/Pipelines/p.yaml")
        let closed = Terminal.run("validate", path)
        #expect(closed.output.contains("error[E0320]") && closed.output.contains("--allow-folder"))
        #expect(Terminal.run("validate", path, "--allow-folder", project.file("lists")).status == .ok)
    }
}

/// Parts of pipelines in Markdown.
@Suite struct FragmentTests {
    @Test func `A list of stages or some keys in a page are checked as far as they go`() throws {
        let page = """
            Some stages:

            ```yaml
            - { id: width, uses: gate.width, with: { max_spraed: 12bps } }
            ```
            And alerts, and YAML of something else:
            ```yaml
            alerts:
              - { id: ops, uses: alert.hook, on: [kil_switch] }
            ```
            ```yaml
            jobs: { build: { runs-on: somewhere } }
            ```
            """
        let project = try Project(["page.md": page])
        let outcome = Terminal.run("validate", project.file("page.md"))
        #expect(outcome.status == .invalid)
        #expect(outcome.output.contains("page.md:4:42"))
        #expect(outcome.output.contains("did you mean 'max_spread'?"))
        #expect(outcome.output.contains("page.md:9:39"))
        #expect(outcome.output.contains("2 errors"))
    }
}
