import SluiceDocument
import Testing

@Suite struct TextReportTests {
    @Test func `a diagnostic shows its line, its place and the likely meaning`() {
        let text = """
            stages:
              - { id: size, uses: sizer.volatility, with: { max_wieght: 5% } }
            """
        let diagnostic = Diagnostic(
            .error, .duplicateKey, "unknown setting 'max_wieght' of sizer.volatility",
            at: place(2, 47, 57), suggestion: "max_weight"
        )
        #expect(
            report(text, [diagnostic]) == """
                error[E0102]: unknown setting 'max_wieght' of sizer.volatility
                 --> a.yaml:2:47
                  |
                2 |   - { id: size, uses: sizer.volatility, with: { max_wieght: 5% } }
                  |                                               ^^^^^^^^^^ did you mean 'max_weight'?

                1 error

                """
        )
    }

    @Test func `a related place is a note with its own excerpt, and line numbers share one margin`() {
        let text = String(repeating: "\n", count: 7) + "a: 1\nb: 2\na: 3\n"
        let first = SourceSpan(file: "a.yaml", line: 8, column: 1, endColumn: 2)
        let diagnostic = Diagnostic(
            .error, .duplicateKey, "'a' stands twice", at: place(10, 1, 2),
            related: [.init("first set here", at: first)]
        )
        #expect(
            report(text, [diagnostic]) == """
                error[E0102]: 'a' stands twice
                  --> a.yaml:10:1
                   |
                10 | a: 3
                   | ^
                note: first set here
                  --> a.yaml:8:1
                   |
                 8 | a: 1
                   | ^

                1 error

                """
        )
    }

    @Test func `a place over several lines shows the first and the last`() {
        let span = SourceSpan(file: "a.yaml", line: 1, column: 4, endLine: 4, endColumn: 4)
        let text = "a: { b: 1,\n  c: 2,\n  d: 3\n  }\n"
        #expect(
            report(text, [Diagnostic(.warning, .tagMismatch, "odd", at: span)]) == """
                warning[E0110]: odd
                 --> a.yaml:1:4
                  |
                1 | a: { b: 1,
                  |    ^^^^^^^
                ...
                4 |   }
                  |   ^

                1 warning

                """
        )
    }

    @Test(
        arguments: [
            ("漢字: x", 5, 6, "1 | 漢字: x", "  |       ^"),
            ("\tkey: x", 2, 5, "1 |     key: x", "  |     ^^^"),
            ("e\u{301}: x", 5, 6, "1 | e\u{301}: x", "  |    ^"),
            ("a: \u{1B}[2J", 4, 5, "1 | a: \u{FFFD}[2J", "  |    ^"),
            ("a:", 3, 3, "1 | a:", "  |   ^"),
            ("a:", 9, 9, "1 | a:", "  |         ^"),
        ]
    )
    func `carets stand below their place`(
        _ line: String,
        _ column: Int,
        _ endColumn: Int,
        _ shown: String,
        _ carets: String
    ) {
        let lines = report(line, [Diagnostic(.error, .unknownTag, "odd", at: place(1, column, endColumn))])
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[3] == shown)
        #expect(lines[4] == carets)
    }

    @Test func `a long line is cut around the place`() throws {
        let line = String(repeating: "a", count: 500) + "HERE" + String(repeating: "b", count: 500)
        let text = report(line, [Diagnostic(.error, .unknownTag, "odd", at: place(1, 501, 505))], width: 60)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = Array(lines[3])
        #expect(shown.count <= 60)
        #expect(shown.contains("…"))
        let carets = try #require(Array(lines[4]).firstIndex(of: "^"))
        #expect(String(shown[carets..<carets + 4]) == "HERE")
        #expect(lines[4].count { $0 == "^" } == 4)
    }

    @Test func `a place that is longer than the line is wide is marked as far as it is seen`() {
        let line = String(repeating: "a", count: 500)
        let text = report(line, [Diagnostic(.error, .unknownTag, "odd", at: place(1, 1, 501))], width: 60)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }

    @Test func `a place far beyond its line takes no more room than another`() {
        let text = report("a", [Diagnostic(.error, .unknownTag, "odd", at: place(1, .max, .max))], width: 60)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 62 })
    }

    @Test func `colours are escapes, and without them there is none`() {
        let issues = [Diagnostic(.error, .unknownTag, "odd", at: place(1, 1, 2))]
        let colored = TextReport(
            sources: SourceFiles([SourceFile(path: "a.yaml", text: "a")]), isColored: true)
        #expect(colored.text(issues).contains("\u{1B}[1;31merror[E0109]\u{1B}[0m"))
        #expect(!report("a", issues).contains("\u{1B}"))
    }

    @Test func `a diagnostic without a place or without its file still shows what it can`() {
        let nowhere = Diagnostic(.note, .emptyDocument, "two\nlines", at: nil, suggestion: "this")
        let elsewhere = Diagnostic(
            .error, .emptyDocument, "odd", at: SourceSpan(file: "b.yaml", line: 3, column: 1), suggestion: "x"
        )
        #expect(
            report("a", [nowhere, elsewhere]) == """
                note[E0106]: two lines
                  = did you mean 'this'?

                error[E0106]: odd
                 --> b.yaml:3:1
                  = did you mean 'x'?

                1 error, 1 note

                """
        )
    }

    @Test func `no diagnostics are no text`() { #expect(report("a", []) == "") }

    private func report(_ text: String, _ issues: [Diagnostic], width: Int = 110) -> String {
        TextReport(sources: SourceFiles([SourceFile(path: "a.yaml", text: text)]), width: width).text(issues)
    }

    private func place(_ line: Int, _ column: Int, _ endColumn: Int) -> SourceSpan {
        SourceSpan(file: "a.yaml", line: line, column: column, endColumn: endColumn)
    }
}
