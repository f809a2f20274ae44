import CYAML
import SluiceDocument

/// What libyaml could not read, in its own words.
struct SyntaxProblem: Error {
    /// What is wrong, such as "did not find expected key".
    var problem: String
    /// Where; line and column count from 0.
    var mark: yaml_mark_t
    /// What was being read, such as "while parsing a block mapping"; nil when libyaml does not say.
    var context: String?
    /// Where what was being read begins.
    var contextMark: yaml_mark_t

    init(_ parser: yaml_parser_t) {
        problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
        mark = parser.problem_mark
        context = parser.context.map { String(cString: $0) }
        contextMark = parser.context_mark
    }
}

extension SyntaxProblem {
    /// The problem for a user.
    func diagnostic(in source: SourceFile) -> Diagnostic {
        let place = SourceSpan(file: source.path, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
        return Diagnostic(.error, .malformedYAML, problem, at: place)
    }
}
