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
        problem = parser.problem.map { String(cString: $0) } ?? "there is not enough memory to read the file"
        mark = parser.problem_mark
        context = parser.context.map { String(cString: $0) }
        contextMark = parser.context_mark
    }
}

extension SyntaxProblem {
    /// The problem for a user: in words that say what to do, at the place to mend.
    func diagnostic(in source: SourceFile) -> Diagnostic {
        let place = source.character(at: mark)
        let isInFlow = context?.hasPrefix("while parsing a flow") ?? false
        if !isInFlow, let tab = source.indentingTab(at: place) {
            let message = "a tab may not indent a line; write spaces instead"
            return Diagnostic(.error, .tabIndentation, message, at: tab)
        }
        if source.scalar(at: place) == "\t" {
            return Diagnostic(
                .error, .tabIndentation, "a tab may not stand here; write a space instead", at: place
            )
        }
        let beginning = context.map { _ in source.character(at: contextMark) }
        if let wording = unclosed(at: place, in: source), let beginning {
            return Diagnostic(
                .error, .malformedYAML, wording, at: beginning,
                related: [.init("not closed until here", at: place)]
            )
        }
        if problem == "could not find expected ':'", let beginning {
            return Diagnostic(
                .error, .malformedYAML, "a ':' is missing behind this key, or a quote or bracket around it",
                at: SourceSpan(
                    file: beginning.file, line: beginning.line, column: beginning.column,
                    endColumn: source.lastColumn(ofLine: beginning.line)
                )
            )
        }
        return Diagnostic(
            .error, .malformedYAML, message(at: place, in: source), at: place,
            related: beginning.flatMap { $0 == place ? nil : related(at: $0) } ?? []
        )
    }

    /// The message for a quote or bracket that is open when the text or the document ends.
    private func unclosed(at place: SourceSpan, in source: SourceFile) -> String? {
        switch (context, problem) {
        case ("while scanning a quoted scalar", "found unexpected end of stream"),
            ("while scanning a quoted scalar", "found unexpected document indicator"):
            "this quote is never closed"
        case ("while parsing a flow sequence", _) where source.isEnd(place): "this '[' is never closed"
        case ("while parsing a flow mapping", _) where source.isEnd(place): "this '{' is never closed"
        default: nil
        }
    }

    private func related(at place: SourceSpan) -> [Diagnostic.Related]? {
        let message: String? =
            switch context {
            case "while parsing a block mapping": "the mapping begins here"
            case "while parsing a block collection": "the list begins here"
            case "while parsing a flow sequence": "the '[' stands here"
            case "while parsing a flow mapping": "the '{' stands here"
            case "while scanning a quoted scalar", "while parsing a quoted scalar": "the quote stands here"
            default: nil
            }
        return message.map { [.init($0, at: place)] }
    }

    private func message(at place: SourceSpan, in source: SourceFile) -> String {
        if problem == "found character that cannot start any token" {
            let character = source.scalar(at: place).map(String.init) ?? "this"
            return "a value may not begin with '\(character)'; put it in quotes"
        }
        if let context, let words = wordsByContext[context]?[problem] { return words }
        return words[problem] ?? problem
    }
}

private let wordsByContext = [
    "while scanning an alias": [
        "did not find expected alphabetic or numeric character":
            "'*' begins the name of an alias; put the text in quotes when the asterisk belongs to it"
    ],
    "while scanning an anchor": [
        "did not find expected alphabetic or numeric character":
            "'&' begins the name of an anchor; put the text in quotes when the ampersand belongs to it"
    ],
    "while scanning a block scalar": [
        "did not find expected comment or line break":
            "only a comment may follow '|' or '>' on its line; the text begins on the next"
    ],
]

private let words = [
    "mapping values are not allowed in this context":
        "a ': ' may not stand here; put the text in quotes when the colon belongs to it",
    "mapping keys are not allowed in this context": "a '? ' may not begin a key here",
    "block sequence entries are not allowed in this context":
        "a '- ' may not begin a list here; move it to a line of its own",
    "did not find expected key":
        "this does not fit into the mapping above: check its indentation, and the quotes and brackets before",
    "did not find expected '-' indicator":
        "this does not fit into the list above: an entry begins with '- ', right below the other entries",
    "did not find expected ',' or ']'": "a ',' or the closing ']' is missing before this",
    "did not find expected ',' or '}'": "a ',' or the closing '}' is missing before this",
    "did not find expected node content": "a value is missing before this",
    "did not find expected <document start>":
        "nothing may follow here, because the value before is complete: is a quote or an indentation wrong?",
    "found unexpected ':'":
        "a ':' inside of [] or {} needs a space behind it, or quotes around its text",
    "found unknown escape character":
        #"not an escape that is known; write \\ for a backslash, or use single quotes"#,
    "did not find expected hexdecimal number": "hexadecimal digits are missing in this escape",
    "found invalid Unicode character escape code": "this escape names no character",
    "found an indentation indicator equal to 0": "a block text is indented by at least one space",
    "found incompatible YAML document": "versions of YAML other than 1.1 and 1.2 are not known",
    "found duplicate %YAML directive": "the %YAML directive stands twice",
    "found duplicate %TAG directive": "the %TAG directive stands twice for one handle",
    "found undefined tag handle": "the handle of this tag is not declared by a %TAG directive",
    "did not find expected tag URI": "the tag is not complete",
    "did not find the expected '>'": "the closing '>' of this tag is missing",
    "did not find expected whitespace or line break": "a space is missing before this",
    "did not find expected comment or line break": "only a comment may follow here",
]
