import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLCharacterTests {
    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF, 0x62], "1:4", "byte 0xFF is not UTF-8 here"),
            ([0xC3, 0xBC, 0x3A, 0x20, 0xC3], "1:4", "byte 0xC3 is not UTF-8 here"),
            ([0x61, 0x0A, 0x20, 0xED, 0xA0, 0x80], "2:2", "byte 0xED is not UTF-8 here"),
            ([0x23, 0xC0, 0x80, 0x0A, 0x61], "1:2", "byte 0xC0 is not UTF-8 here"),
            ([0x61, 0x3A, 0x20, 0xF4, 0x90, 0x80, 0x80], "1:4", "byte 0xF4 is not UTF-8 here"),
        ] as [([UInt8], String, String)]
    )
    func `bytes that are not UTF-8 are found with their place`(
        _ bytes: [UInt8],
        _ place: String,
        _ message: String
    ) throws {
        let reading = Reading(bytes)
        let issue = try #require(reading.issues.first)
        #expect(reading.places.first == "\(place) E0104")
        #expect(issue.message.hasPrefix(message))
    }

    @Test(
        arguments: [
            ("a: \0b", "1:4", "U+0000 (NUL)"),
            ("a: 'x\u{1B}[2J'", "1:6", "U+001B (a control character)"),
            ("a: x\u{7F}", "1:5", "U+007F (a control character)"),
            ("ü: x\u{9F}y", "1:5", "U+009F (a control character)"),
            ("a: x\u{85}b", "1:5", "U+0085 (a line separator"),
            ("# x\u{2028}\na: b", "1:4", "U+2028 (a line separator"),
            ("a: x\u{2029}", "1:5", "U+2029 (a line separator"),
            ("a: x\u{FEFF}", "1:5", "U+FEFF (a byte-order mark"),
            ("a: \u{FFFF}", "1:4", "U+FFFF may not stand"),
        ]
    )
    func `a character that YAML forbids is found, and the rest is read`(
        _ text: String,
        _ place: String,
        _ message: String
    ) {
        let reading = Reading(text)
        #expect(reading.places == ["\(place) E0105"])
        #expect(reading.issues.first?.message.hasPrefix(message) == true)
        #expect(reading.root?.entries?.count == 1)
    }

    @Test func `findings behind a bad character keep their columns`() {
        #expect(Reading("{ a: \0, é: \u{2028}, a: 1 }").places == ["1:6 E0105", "1:12 E0105", "1:15 E0102"])
    }

    @Test func `a binary file ends in few findings`() throws {
        let reading = Reading((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 167) })
        #expect(reading.issues.count <= 22)
        let summary = try #require(reading.issues.first { $0.message.contains("more like it further down") })
        #expect(summary.code == .invalidUTF8 || summary.code == .forbiddenCharacter)
    }

    @Test func `UTF-16 is named`() {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]] {
            let reading = Reading(bytes)
            #expect(reading.root == nil)
            #expect(reading.issues.map(\.message) == ["the file is UTF-16; save it as UTF-8"])
        }
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `every kind of line break counts as one`(_ lineBreak: String) {
        let text = ["\u{FEFF}a: 1", "b: |", "  x", "  y", "c: 'd", "  e'", "a: 2", ""].joined(
            separator: lineBreak)
        let reading = Reading(text)
        #expect(reading.places == ["7:1 E0102"])
        #expect(reading.root?.outline == "{a: 1, b: \"x\ny\n\", c: \"d e\"}")
        #expect(reading.root?["b"]?.span.range == "2:4-4:4")
        #expect(reading.root?["c"]?.span.range == "5:4-6:5")
    }

    @Test func `characters beyond the first plane count as one column`() {
        #expect(Reading("{ 😀: 1, e\u{301}: 2, 😀: 3 }").places == ["1:16 E0102"])
    }
}
