import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLSyntaxErrorTests {
    @Test(
        arguments: [
            ("a: 'b\nc: d", "1:4", "this quote is never closed", "2:5"),
            ("a: \"b\n---\nc", "1:4", "this quote is never closed", "2:1"),
            ("a: [1, 2\n# end\n", "1:4", "this '[' is never closed", "3:1"),
            ("a: { b: 1", "1:4", "this '{' is never closed", "1:10"),
            ("a: [1, 2\nb: 3", "2:2", "a ',' or the closing ']' is missing before this", "1:4"),
            ("a: { b: 1 ]", "1:11", "a ',' or the closing '}' is missing before this", "1:4"),
            ("a: b: c", "1:5", "a ': ' may not stand here", nil),
            ("a: - b", "1:4", "a '- ' may not begin a list here", nil),
            ("a: 1\n b: 2", "2:3", "a ': ' may not stand here", nil),
            ("a:\n  b: 1\n c: 2", "3:2", "this does not fit into the mapping above", "1:1"),
            ("a: 1\nb\nc: 2", "2:1", "a ':' is missing behind this key", nil),
            ("- a\nb: c", "2:1", "this does not fit into the list above", "1:1"),
            ("a: @b", "1:4", "a value may not begin with '@'", nil),
            ("a: `b`", "1:4", "a value may not begin with '`'", nil),
            ("a: %b", "1:4", "a value may not begin with '%'", nil),
            ("a: \"\\q\"", "1:5", "not an escape that is known", "1:4"),
            ("a: \"\\xzz\"", "1:7", "hexadecimal digits are missing", "1:4"),
            ("a: \"\\ud800\"", "1:7", "this escape names no character", "1:4"),
            ("a: *", "1:5", "'*' begins the name of an alias", nil),
            ("a: & b", "1:5", "'&' begins the name of an anchor", nil),
            ("a: |0\n  b", "1:5", "a block text is indented by at least one space", nil),
            ("a: | b\n", "1:6", "only a comment may follow", nil),
            ("'a' b", "1:5", "nothing may follow here", nil),
            ("%YAML 2.0\n---\na", "1:1", "versions of YAML other than", nil),
            ("%YAML 1.1\n%YAML 1.1\n---\na", "2:1", "the %YAML directive stands twice", nil),
            ("a: !x!y b", "1:4", "the handle of this tag", nil),
            ("a: !<x b", "1:7", "the closing '>' of this tag", nil),
            ("a: {b:c]", "1:8", "a ',' or the closing '}' is missing", "1:4"),
            ("a: ]", "1:4", "a value is missing before this", nil),
        ]
    )
    func `a syntax error says what to do, where to do it`(
        _ text: String,
        _ place: String,
        _ message: String,
        _ related: String?
    ) {
        let reading = Reading(text)
        #expect(reading.root == nil)
        #expect(reading.places == ["\(place) E0101"])
        #expect(reading.issues.first?.message.hasPrefix(message) == true, "\(reading.issues)")
        #expect(reading.issues.first?.related.first.map { "\($0.span.line):\($0.span.column)" } == related)
    }
}
