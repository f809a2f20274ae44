import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLErrorTests {
    @Test func `duplicate keys are all found, each with the first place`() {
        let reading = Reading("a: 1\nb: { c: 1, 'c': 2 }\na: 2\na: 3\n")
        #expect(reading.places == ["2:12 E0102", "3:1 E0102", "4:1 E0102"])
        #expect(
            reading.issues.map { $0.related.map(\.span.range) } == [["2:6-2:7"], ["1:1-1:2"], ["1:1-1:2"]])
        #expect(reading.root?.outline == "{a: 1, b: {c: 1}}")
    }

    @Test func `a duplicate is found among many keys`() {
        let text = (0..<200).map { "k\($0): 1\n" }.joined() + "k7: 2\nk199: 3\n"
        #expect(Reading(text).places == ["201:1 E0102", "202:1 E0102"])
    }

    @Test(
        arguments: [
            ("? [a, b]\n: 1", ["1:3 E0108"]),
            ("{ {a: 1}: 2 }", ["1:3 E0108"]),
            ("?\n: 2", ["1:2 E0108"]),
            ("- &x [1]\n- *x : 2", ["2:3 E0108"]),
            ("? [a]\n: 1\n? {b: c}\n: 2", ["1:3 E0108", "3:3 E0108"]),
        ]
    )
    func `a key that is no text is found`(_ text: String, _ places: [String]) {
        #expect(Reading(text).places == places)
    }

    @Test(
        arguments: [
            ("a: !env HOME", "1:4-1:8", "unknown tag '!env'", nil),
            ("a: &x !!string b", "1:7-1:15", "unknown tag '!!string'", nil),
            ("a: !!intt 3", "1:4-1:10", "unknown tag '!!intt'", "!!int"),
            ("a: !!python/object:os.system []", "1:4-1:29", "unknown tag '!!python/object:os.system'", nil),
            ("! a", "1:1-1:2", "unknown tag '!'", nil),
            ("!!seq a", "1:1-1:6", "the tag '!!seq' stands before a text", nil),
            ("a: !!str {}", "1:4-1:9", "the tag '!!str' stands before a mapping", nil),
        ]
    )
    func `a tag without a meaning is found`(
        _ text: String,
        _ range: String,
        _ message: String,
        _ suggestion: String?
    ) {
        let issues = Reading(text).issues
        #expect(issues.map(\.message) == [message])
        #expect(issues.first?.span?.range == range)
        #expect(issues.first?.suggestion == suggestion)
    }

    @Test(arguments: ["", "\n\n", "# only this\n", "---\n", "---\n...\n", "\u{FEFF}", "%YAML 1.1\n---\n"])
    func `an empty file is a finding`(_ text: String) {
        let reading = Reading(text)
        #expect(reading.root == nil)
        #expect(reading.places == ["1:1 E0106"])
    }

    @Test func `a second document is a finding, and the first is read`() {
        let reading = Reading("a: 1\n---\nb: 2\n---\nc: 3\n")
        #expect(reading.places == ["2:1 E0107"])
        #expect(reading.root?.outline == "{a: 1}")
    }

    @Test func `findings before a syntax error are kept`() {
        let reading = Reading("a: 1\na: 2\nb: !env x\nc: 'never closed\n")
        #expect(reading.places == ["2:1 E0102", "3:4 E0109", "4:4 E0101"])
        #expect(reading.root == nil)
    }

    @Test(
        arguments: [
            ("%FOO bar\n---\na: 1", "1:1-1:5", nil),
            ("# c\r\n\r\n%YMAL 1.2 # x\r\n---\r\na: 1", "3:1-3:6", "%YAML"),
            ("%YAML 1.9\n%TAG !e! tag:e,2026:\n---\na: 1", "1:1-1:6", nil),
            ("\u{FEFF}%FOO\n---\na: 1", "1:1-1:5", nil),
        ]
    )
    func `a directive that is not known is a warning`(_ text: String, _ range: String, _ suggestion: String?)
    {
        let reading = Reading(text)
        #expect(reading.root?.outline == "{a: 1}")
        #expect(reading.issues.map(\.code) == [.unknownDirective])
        #expect(reading.issues.first?.severity == .warning)
        #expect(reading.issues.first?.span?.range == range)
        #expect(reading.issues.first?.suggestion == suggestion)
    }

    @Test(
        arguments: [
            ("a: 1\n\tb: 2", "2:1-2:2"),
            ("a:\n\tb: 2", "2:1-2:2"),
            ("a:\n \t\tb: 2", "2:2-2:4"),
            ("a:\n  b: 1\n\tc: 2", "3:1-3:2"),
            ("- a\n\t- b\n", "2:1-2:2"),
            ("\ta: 1", "1:1-1:2"),
            ("- -\t- a", "1:4-1:5"),
        ]
    )
    func `a tab as indentation is named as such`(_ text: String, _ range: String) {
        let issues = Reading(text).issues
        #expect(issues.map(\.code) == [.tabIndentation])
        #expect(issues.first?.span?.range == range)
    }

    @Test(arguments: ["a:\t1", "a: 1\t# x", "{\n\ta: 1\n}", "a: |\n  x\n  \ty", "a: 'x\n  \ty'"])
    func `a tab that indents nothing is allowed`(_ text: String) { #expect(Reading(text).places == []) }
}
