import Testing

@testable import DataSources

@Suite struct PlainLineTests {
    private func take(_ text: String) -> (line: String, rest: String)? {
        var plain = PlainLine()
        let bytes = Array(text.utf8)
        let length = bytes.withUnsafeBufferPointer { plain.take($0) }
        return length.map {
            (String(decoding: plain.text, as: UTF8.self), String(decoding: bytes[$0...], as: UTF8.self))
        }
    }

    @Test(arguments: [
        ("a,b\nc", "a,b", "c"), ("\"a\",b\n", "a,b", ""), ("\"a,b\",c\nd\n", "a\u{1A}b,c", "d\n"),
        ("\"a\"\"b\",c\n", "a\"b,c", ""), ("\"a\nb\",c\nd", "a\u{1A}b,c", "d"), ("a\"b,c\n", "a\"b,c", ""),
        ("\"\",\"\"\n", ",", ""), ("a,\"b\"", "a,b", ""), ("", "", ""),
        ("\"a\r\nb\"\r\nc", "a\u{1A}\u{1A}b\r", "c"),
        ("\"a\"b,c\n", "ab,c", ""),
    ])
    func `quotes are taken off`(text: String, line: String, rest: String) throws {
        let taken = try #require(take(text))
        #expect(taken.line == line)
        #expect(taken.rest == rest)
    }

    @Test(arguments: ["\"a", "a,\"b\nc,d\n", "\"a\"\"\n"])
    func `a quote without an end has no line`(text: String) {
        #expect(take(text) == nil)
    }
}
