import SluiceDocument
import SluiceKit
import SluiceTestKit
import Testing

@Suite struct PipelinePathTests {
    struct Settings: PluginSettings {
        @Setting(help: "Where the file is.")
        var path = PipelinePath("Data/bars.csv")
    }

    @Test(arguments: [
        ("bars.csv", "", "bars.csv"), ("bars.csv", "p.yaml", "bars.csv"),
        ("bars.csv", "Pipelines/p.yaml", "Pipelines/bars.csv"),
        ("../Data/bars.csv", "Pipelines/p.yaml", "Data/bars.csv"),
        ("../../x", "Pipelines/p.yaml", "../x"), ("./a/./b", "", "a/b"), ("a/../../b", "", "../b"),
        ("a//b/", "", "a/b"), ("..", "a/b.yaml", "."), (".", "", "."),
        ("/etc/x", "Pipelines/p.yaml", "/etc/x"),
        ("/../x", "", "/x"), ("../x", "/p.yaml", "/x"), ("x", "/p.yaml", "/x"), ("x", "/a/p.yaml", "/a/x"),
        ("*.csv", "Data/p.yaml", "Data/*.csv"),
    ])
    func `a path is relative to the file it stands in`(written: String, file: String, resolved: String) {
        #expect(PipelinePath(written, in: file).resolved == resolved)
    }

    @Test func `a path remembers its file`() throws {
        #expect(try Settings.test("path: x.csv").path == PipelinePath("x.csv", in: "test.yaml"))
        #expect(try Settings.test("").path.file == "")
    }

    @Test func `a value written elsewhere is relative to where it was written`() {
        let used = SourceSpan(file: "Pipelines/p.yaml", line: 1, column: 1)
        let defined = SourceSpan(file: "Config/shared.yaml", line: 1, column: 1)
        let value = Node(.scalar("x.csv", quoted: false), at: used, definedAt: defined)
        var issues: [Diagnostic] = []
        let path = SettingReader.value(PipelinePath.self, named: "path", from: value, into: &issues)
        #expect(path?.resolved == "Config/x.csv" && issues == [])
    }

    @Test(arguments: ["path: ''", "path: [a]", "path: \"a\\0b\""])
    func `what is no path is refused`(yaml: String) {
        #expect(Settings.issues(yaml).hasErrors)
    }
}
