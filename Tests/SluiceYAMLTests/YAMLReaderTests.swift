import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLReaderTests {
    @Test func `a mapping is read with the places of its keys and values`() throws {
        var issues: [Diagnostic] = []
        let source = SourceFile(path: "a.yaml", text: "name: x # why\nstages:\n  - { id: a }\n")
        let root = try #require(YAMLReader.read(source, into: &issues))
        #expect(issues.isEmpty)
        #expect(root["name"] == Node(.scalar("x", quoted: false), at: place(1, 7, 1, 8)))
        #expect(root.entry("stages")?.keySpan == place(2, 1, 2, 7))
        #expect(root["stages"]?.span == place(3, 3, 3, 14))
    }

    private func place(_ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int) -> SourceSpan {
        SourceSpan(file: "a.yaml", line: line, column: column, endLine: endLine, endColumn: endColumn)
    }
}
