import Foundation
import Testing

@testable import SluiceCLI

/// `sluice data inspect`, `check` and `convert`.
@Suite struct DataTests {
    private static let good = """
        time,symbol,open,high,low,close,volume
        2024-01-02T00:00:00Z,AAA,2,4,1,3,10
        2024-01-02T00:01:00Z,AAA,2,4,1,3,10
        2024-01-02T00:03:00Z,AAA,2,4,1,3,10

        """

    private func project(_ text: String) throws -> Project { try Project(["a.csv": text]) }

    @Test func `Inspect shows what a file holds`() throws {
        let project = try project(Self.good)
        let outcome = Terminal.run("data", "inspect", project.file("a.csv"))
        #expect(outcome.status == .ok && outcome.errors == "")
        for line in [
            "bars         3", "bar length   1m", "gaps         1 ", "sorted       yes", "  AAA: 3 bars",
        ] {
            #expect(outcome.output.contains(line), "\(line)")
        }
        let json = Terminal.run("data", "inspect", project.file("a.csv"), "--format", "json")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["bars"] as? Int == 3 && (object?["content"] as? String)?.count == 32)
    }

    @Test func `Check tells each finding with its line and ends with 1`() throws {
        let project = try project(Self.good + "2024-01-02T00:04:00Z,AAA,2,1,4,0,\n")
        let outcome = Terminal.run("data", "check", project.file("a.csv"))
        #expect(outcome.status == .findings)
        let path = project.file("a.csv")
        #expect(
            outcome.output == """
                \(path):4: gap AAA: 1 bar missing after 2024-01-02T00:01:00Z
                \(path):5: price AAA: close is 0.0
                \(path):5: range AAA: high 1.0 is below low 4.0
                \(path):5: volume AAA: volume is absent
                \(path): 1 gap, 1 price, 1 range, 1 volume

                """)
        let few = Terminal.run("data", "check", path, "--limit", "1", "--interval", "3m")
        #expect(few.output.contains("more\n") && !few.output.contains("gap"))
        let json = Terminal.run("data", "check", path, "--format", "json")
        #expect(json.status == .findings)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect((object?["findings"] as? [Any])?.count == 4)
    }

    @Test func `Check of a file as it should be ends with 0`() throws {
        let project = try project(Self.good.replacing("00:03", with: "00:02"))
        let outcome = Terminal.run("data", "check", project.file("a.csv"))
        #expect(outcome.status == .ok && outcome.output.hasSuffix("a.csv: nothing found\n"))
    }

    @Test func `Convert writes the forms that names say, and back`() throws {
        let project = try project(Self.good)
        for name in ["b.csv.gz", "b.jsonl", "b.columns"] {
            let outcome = Terminal.run("data", "convert", project.file("a.csv"), project.file(name))
            #expect(outcome.status == .ok && outcome.output.hasSuffix("\(name): 3 bars\n"))
        }
        for name in ["b.csv.gz", "b.jsonl"] {
            #expect(Terminal.run("data", "convert", project.file(name), project.file("c.csv")).status == .ok)
            #expect(try String(contentsOfFile: project.file("c.csv"), encoding: .utf8) == Self.good)
        }
    }

    @Test func `What is wrong is told in one line`() throws {
        let project = try project("no,bars\n1,2\n")
        let missing = Terminal.run("data", "inspect", project.file("none.csv"))
        #expect(
            missing.status == .missingFile && missing.errors.hasSuffix("none.csv: there is no such file\n"))
        #expect(Terminal.run("data", "check", project.file("a.csv")).status == .invalid)
        let ending = Terminal.run("data", "convert", project.file("a.csv"), project.file("a.xlsx"))
        #expect(ending.status == .usage)
        let good = try self.project(Self.good)
        let calendar = Terminal.run("data", "check", good.file("a.csv"), "--calendar", "XNYE")
        #expect(calendar.status == .usage && calendar.errors.contains("did you mean 'XNYS'?"))
        let interval = Terminal.run("data", "check", good.file("a.csv"), "--interval", "x")
        #expect(interval.status == .usage)
    }
}
