import Testing

@testable import VectorRunner

@Suite struct JSONReaderTests {
    @Test func `integers are told from other numbers`() throws {
        #expect(try read("[1, 1.0, 1e0, -2]") == .array([.integer(1), .number(1), .number(1), .integer(-2)]))
    }

    @Test func `escapes and nested values are read`() throws {
        let text = #" {"a\n\"b": [true, false, null, "\u00e9\ud83d\ude00"], "c": {}} "#
        #expect(
            try read(text)
                == .object([
                    "a\n\"b": .array([.boolean(true), .boolean(false), .null, .text("\u{e9}\u{1F600}")]),
                    "c": .object([:]),
                ]))
    }

    @Test(arguments: [
        "", "{", "[1,", "[1 2]", "{\"a\" 1}", "{a: 1}", "\"open", "nul", "1 2", "--1", "\"\\x\"", "\"\\u12\"",
        "]",
        String(repeating: "[", count: 100_000),
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONReader.Fault.self) { try read(text) }
    }

    @Test func `what is written can be read again`() throws {
        let value = JSON.object(["a": .numbers([0.1, 2]), "b\u{1}": .text("\"\\\n"), "c": .integer(7)])
        #expect(try read(value.compact) == value)
    }

    private func read(_ text: String) throws -> JSON { try JSONReader.read([UInt8](text.utf8)) }
}
