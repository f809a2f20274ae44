import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLReaderTests {
    @Test(
        arguments: [
            ("a: 1", "{a: 1}"),
            ("- a\n- b: c\n  d: e\n-\n  - f", "[a, {b: c, d: e}, [f]]"),
            ("{ a: [1, 2], b: {} , c: [] }", "{a: [1, 2], b: {}, c: []}"),
            ("a:\nb: ''\nc: \"\"\nd: ~\ne: null", "{a: ~, b: \"\", c: \"\", d: ~, e: null}"),
            ("ON: NO\nyes: 0700\n1e3: 0x10", "{ON: NO, yes: 0700, 1e3: 0x10}"),
            ("'a b': \"c\\td\\u00e9\"", "{a b: \"c\td\u{E9}\"}"),
            ("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{a: \"x\n y\n\", b: \"x y\"}"),
            ("a: b c\n  d\n", "{a: b c d}"),
            ("# one\na: 1 # two\n# three\n", "{a: 1}"),
            ("%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"),
            ("- [a: 1, b]\n- ? c\n  : d", "[[{a: 1}, b], {c: d}]"),
            ("- -\n- ", "[[~], ~]"),
            ("just text", "just text"),
        ]
    )
    func `a text becomes its tree`(_ text: String, _ outline: String) throws {
        let reading = Reading(text)
        #expect(reading.issues.isEmpty, "\(reading.issues)")
        #expect(reading.root?.outline == outline)
    }

    @Test(
        arguments: [
            ("a: bc", "{a: bc}", ["1:1-1:6", "1:4-1:6"]),
            ("a:\n  b: 1\n\n# end\nc:\n", "{a: {b: 1}, c: ~}", ["1:1-5:3", "2:3-2:7", "2:6-2:7", "5:3-5:3"]),
            ("[a, 'b c' , ]", "[a, \"b c\"]", ["1:1-1:14", "1:2-1:3", "1:5-1:10"]),
            (
                "- a\n- [b,\n   c]\n- d\n\n", "[a, [b, c], d]",
                ["1:1-4:4", "1:3-1:4", "2:3-3:6", "2:4-2:5", "3:4-3:5", "4:3-4:4"]
            ),
            ("ü: '漢字' # x\n", "{ü: \"漢字\"}", ["1:1-1:8", "1:4-1:8"]),
            ("a: \"x\n  y\"\nb: z", "{a: \"x y\", b: z}", ["1:1-3:5", "1:4-2:5", "3:4-3:5"]),
            ("a: |\n  x\n  y  \n\n\nb: z", "{a: \"x\ny  \n\", b: z}", ["1:1-6:5", "1:4-3:6", "6:4-6:5"]),
            ("a: >+\n  x\n\n", "{a: \"x\n\n\"}", ["1:1-2:4", "1:4-2:4"]),
            ("a: |\n  x", "{a: \"x\n\"}", ["1:1-2:4", "1:4-2:4"]),
            ("- |\n  x\n- b", "[\"x\n\", b]", ["1:1-3:4", "1:3-2:4", "3:3-3:4"]),
            ("[a: 1 , b]", "[{a: 1}, b]", ["1:1-1:11", "1:2-1:6", "1:5-1:6", "1:9-1:10"]),
            ("a: {}\nb: []", "{a: {}, b: []}", ["1:1-2:6", "1:4-1:6", "2:4-2:6"]),
            ("a: !!str x", "{a: x}", ["1:1-1:11", "1:4-1:11"]),
            ("a:\r\n  b: 1\r\n", "{a: {b: 1}}", ["1:1-2:7", "2:3-2:7", "2:6-2:7"]),
            ("\u{FEFF}a: b", "{a: b}", ["1:1-1:5", "1:4-1:5"]),
        ] as [(String, String, [String])]
    )
    func `each node knows its place`(_ text: String, _ outline: String, _ ranges: [String]) throws {
        let reading = Reading(text)
        #expect(reading.issues.isEmpty, "\(reading.issues)")
        #expect(reading.root?.outline == outline)
        #expect(reading.root?.all.map(\.span.range) == ranges)
    }

    @Test func `keys have places of their own`() {
        let root = Reading("one: 1\n'two': { three : 3 }\n").root
        #expect(root?.entries?.map(\.keySpan.range) == ["1:1-1:4", "2:1-2:6"])
        #expect(root?["two"]?.entry("three")?.keySpan.range == "2:10-2:15")
    }

    @Test func `tags are kept as written and change nothing`() {
        let reading = Reading(
            "- !!int 12\n- !!str 12\n- !!seq []\n- !!map {}\n- !<tag:yaml.org,2002:bool> on\n- 1")
        #expect(reading.issues.isEmpty)
        #expect(reading.root?.outline == "[12, 12, [], {}, on, 1]")
        #expect(reading.root?.elements?.map(\.tag) == ["!!int", "!!str", "!!seq", "!!map", "!!bool", nil])
    }

    @Test func `several documents are read where they are asked for`() {
        var issues: [Diagnostic] = []
        let source = SourceFile(path: "a.yaml", text: "a\n---\nb: &x 1\n...\n---\n- c\n")
        #expect(YAMLReader.readDocuments(source, into: &issues)?.map(\.outline) == ["a", "{b: 1}", "[c]"])
        let empty = SourceFile(path: "a.yaml", text: "# nothing\n")
        #expect(YAMLReader.readDocuments(empty, into: &issues) == [])
        #expect(issues.isEmpty)
    }
}
