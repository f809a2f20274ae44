import SluiceDocument
import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test func `what is written is read again`() throws {
        let value: JSONValue = [
            "a": [1, -2, 0.5, 1e-9, true, false, nil], "quote \" and \\": "line\nend\u{1}", "é": [:], "e": [],
        ]
        #expect(try read(value.text()) == value)
        #expect(try read(value.text(indented: true)) == value)
    }

    @Test func `numbers, escapes and space`() throws {
        #expect(
            try read(" [0, -0.5e+2, 9223372036854775808] \r\n") == [0, -50.0, 9_223_372_036_854_775_808.0])
        #expect(try read(#""\u00e9\ud83d\ude00\/\b\f\r\t""#) == "é😀/\u{8}\u{C}\r\t")
    }

    @Test(arguments: [
        "", " ", "{", "[1", "[1,]", "{\"a\" 1}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "01", "1.", ".5",
        "-", "+1", "1e", "1e999", "nul", "true1", "1 2", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\u{1}\"",
        "\"open", "\"\\", "NaN", "[\"\\ud800\\u0041\"]", "\"\\u+123\"",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONSyntaxError.self) { try read(text) }
    }

    @Test func `an error has its place, and depth an end`() throws {
        let error = #expect(throws: JSONSyntaxError.self) { try read("{\n  \"a\": x }") }
        #expect(error.map { [$0.line, $0.column] } == [2, 8])
        #expect(throws: JSONSyntaxError.self) { try read(String(repeating: "[", count: 200_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }
}
