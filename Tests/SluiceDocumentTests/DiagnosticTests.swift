import SluiceDocument
import Testing

@Suite struct DiagnosticTests {
    @Test func `diagnostics stand by place, each once, those without one first`() {
        let issues = [
            issue("d", 2, 1), issue("b", 1, 1), issue("c", 1, 5), issue("a", nil, nil), issue("c", 1, 5),
        ]
        #expect(issues.sortedByPlace.map(\.message) == ["a", "b", "c", "d"])
    }

    @Test func `diagnostics at one place keep their order`() {
        #expect([issue("b", 1, 1), issue("a", 1, 1)].sortedByPlace.map(\.message) == ["b", "a"])
    }

    @Test func `one error is enough`() {
        let warning = Diagnostic(.warning, .unknownTag, "odd", at: nil)
        #expect(![warning].hasErrors)
        #expect([warning, issue("a", 1, 1)].hasErrors)
    }

    @Test func `a diagnostic fits on a line`() {
        #expect("\(issue("odd", 3, 4))" == "a.yaml:3:4: error[E0109]: odd")
        #expect("\(issue("odd", nil, nil))" == "error[E0109]: odd")
    }

    @Test func `a diagnostic as JSON has every member, and null for what is unknown`() {
        let related = Diagnostic.Related("first", at: SourceSpan(file: "b", line: 1, column: 2))
        let span = SourceSpan(file: "a", line: 3, column: 4)
        let full = Diagnostic(.error, .unknownTag, "odd", at: span, suggestion: "x", related: [related])
        #expect(
            full.json.text()
                == #"{"code":"E0109","severity":"error","message":"odd","file":"a","line":3,"column":4,"#
                + #""endLine":3,"endColumn":5,"suggestion":"x","related":[{"message":"first","file":"b","line":1,"#
                + #""column":2,"endLine":1,"endColumn":3}]}"#
        )
        #expect(
            [issue("odd", nil, nil)].json.text()
                == #"[{"code":"E0109","severity":"error","message":"odd","file":null,"line":null,"column":null,"#
                + #""endLine":null,"endColumn":null,"suggestion":null}]"#
        )
    }

    private func issue(_ message: String, _ line: Int?, _ column: Int?) -> Diagnostic {
        let span = line.flatMap { line in
            column.map { SourceSpan(file: "a.yaml", line: line, column: $0) }
        }
        return Diagnostic(.error, .unknownTag, message, at: span)
    }
}
