import SluiceDocument
import Testing

@Suite struct SARIFReportTests {
    @Test func `a result names its rule, its place and the fix`() throws {
        let span = SourceSpan(file: "Pipelines/my file.yaml", line: 3, column: 5, endColumn: 9)
        let first = SourceSpan(file: "/tmp/ü.yaml", line: 1, column: 1)
        let issues = [
            Diagnostic(.error, .unknownTag, "second", at: nil),
            Diagnostic(
                .warning, .duplicateKey, "first", at: span, suggestion: "name",
                related: [.init("set here", at: first)]
            ),
        ]
        let log = SARIFReport(version: "1.2.3").json(issues)
        #expect(log["version"] == "2.1.0")
        let run = try #require(log["runs"]?.elements?.first)
        #expect(run["columnKind"] == "unicodeCodePoints")
        let driver = try #require(run["tool"]?["driver"])
        #expect(driver["version"] == "1.2.3")
        #expect(driver["rules"]?.elements?.map { $0["id"] } == ["E0102", "E0109"])
        let results = try #require(run["results"]?.elements)
        #expect(results.map { $0["ruleIndex"] } == [1, 0])
        #expect(results[0]["locations"] == nil)
        #expect(
            results[1]["locations"]?.elements?.first?["physicalLocation"] == [
                "artifactLocation": ["uri": "Pipelines/my%20file.yaml"],
                "region": ["startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9],
            ]
        )
        let related = results[1]["relatedLocations"]?.elements?.first
        #expect(related?["physicalLocation"]?["artifactLocation"]?["uri"] == "file:///tmp/%C3%BC.yaml")
        let change = results[1]["fixes"]?.elements?.first?["artifactChanges"]?.elements?.first
        #expect(change?["replacements"]?.elements?.first?["insertedContent"]?["text"] == "name")
    }

    @Test func `no diagnostics are a run without results`() {
        let run = SARIFReport(version: "1").json([])["runs"]?.elements?.first
        #expect(run?["results"] == [])
        #expect(run?["tool"]?["driver"]?["rules"] == [])
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}
