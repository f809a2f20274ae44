import SluiceDocument
import Testing

@Suite struct NodeTests {
    private let here = SourceSpan(file: "a.yaml", line: 1, column: 1)
    private let there = SourceSpan(file: "b.yaml", line: 2, column: 3, endLine: 4, endColumn: 5)

    @Test func `a mapping gives the value of a key, and anything else none`() {
        let value = Node(.scalar("x", quoted: false), at: there)
        let mapping = Node(.mapping([.init(key: "a", keySpan: here, value: value)]), at: here)
        #expect(mapping["a"]?.text == "x")
        #expect(mapping["b"] == nil)
        #expect(mapping.entry("a")?.keySpan == here)
        #expect(value["a"] == nil)
        #expect(mapping.text == nil && mapping.elements == nil)
        #expect(Node(.sequence([value]), at: here).elements == [value])
    }

    @Test func `a value used elsewhere remembers where it was written first`() {
        let written = Node(.scalar("x", quoted: true), at: here, tag: "!!str")
        let used = written.used(at: there)
        #expect((used.span, used.definedAt, used.tag) == (there, here, "!!str"))
        #expect(used.used(at: here).definedAt == here)
        #expect(used.with(.null).definedAt == here)
        #expect(written.definedAt == nil)
        #expect(used != written)
        #expect(Set([used, written, written.used(at: there)]).count == 2)
    }

    @Test(
        arguments: [
            (.null, "empty"), (.scalar("x", quoted: false), "'x'"), (.sequence([]), "a list"),
            (.mapping([]), "a mapping"), (.unresolved("$env.X"), "$env.X"),
        ] as [(Node.Content, String)]
    )
    func `a message can say what a node is`(_ content: Node.Content, _ words: String) {
        #expect(Node(content, at: here).kindInWords == words)
    }

    @Test func `a span holds what it was given, up to four billion lines`() {
        #expect((there.line, there.column, there.endLine, there.endColumn) == (2, 3, 4, 5))
        #expect(here.endColumn == 2)
        #expect("\(there)" == "b.yaml:2:3")
        let far = SourceSpan(file: "a.yaml", line: .max, column: -1)
        #expect((far.line, far.column) == (4_294_967_295, 0))
        #expect(SourceSpan(file: "a.yaml", line: 1, column: .max).endColumn == 4_294_967_295)
    }
}
