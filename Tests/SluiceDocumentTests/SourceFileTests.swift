import SluiceDocument
import Testing

@Suite struct SourceFileTests {
    @Test(
        arguments: [
            ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb", ["a", "b"]), ("a\rb", ["a", "b"]),
            ("a\r\r\nb", ["a", "", "b"]), ("\n\n", ["", "", ""]), ("\u{FEFF}a\nb", ["a", "b"]),
            ("\u{FEFF}", [""]), ("a\u{2028}b", ["a\u{2028}b"]),
        ]
    )
    func `lines end at every kind of break, and a byte-order mark belongs to none`(
        _ text: String,
        _ lines: [String]
    ) {
        let file = SourceFile(path: "a", text: text)
        #expect(file.lineCount == lines.count)
        #expect((1...file.lineCount).map { file.line($0) } == lines)
        #expect(file.line(0) == nil)
        #expect(file.line(lines.count + 1) == nil)
    }

    @Test func `the text comes without its byte-order mark and never fails`() {
        #expect(SourceFile(path: "a", text: "\u{FEFF}ab").text == "ab")
        #expect(SourceFile(path: "a", bytes: [0x61, 0xFF]).text == "a\u{FFFD}")
    }

    @Test(arguments: [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (8, 2, 3), (99, 2, 3)])
    func `a byte's place counts scalars`(_ offset: Int, _ line: Int, _ column: Int) {
        let file = SourceFile(path: "a", text: "ab\nü漢")
        let span = file.span(ofByte: offset)
        #expect((span.line, span.column) == (line, column))
    }

    @Test func `files are found by path, and the later of two counts`() {
        var files = SourceFiles([SourceFile(path: "a", text: "1"), SourceFile(path: "a", text: "2")])
        files.add(SourceFile(path: "b", text: "3"))
        #expect(files["a"]?.text == "2")
        #expect(files["b"]?.text == "3")
        #expect(files["c"] == nil)
    }
}
