extension Diagnostic {
    /// The diagnostic as an object: code, severity, message, file, line, column, endLine, endColumn, suggestion.
    ///
    /// What is unknown is `null`. Further places stand under `related`, which is left out when there are none.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("code", .string(code.id)),
            .init("severity", .string(severity.rawValue)),
            .init("message", .string(message)),
        ]
        members += Self.place(span)
        members.append(.init("suggestion", JSONValue(suggestion)))
        if !related.isEmpty {
            let places = related.map { related in
                JSONValue.object([.init("message", .string(related.message))] + Self.place(related.span))
            }
            members.append(.init("related", .array(places)))
        }
        return .object(members)
    }

    /// The diagnostic of an object as ``json`` gives it; nil for any other value, and for a code of another version.
    public init?(json: JSONValue) {
        guard case .string(let id)? = json["code"], let code = DiagnosticCode.named(id),
            case .string(let severity)? = json["severity"], let severity = Severity(rawValue: severity),
            case .string(let message)? = json["message"]
        else { return nil }
        let suggestion: String? = if case .string(let text)? = json["suggestion"] { text } else { nil }
        var related: [Related] = []
        if case .array(let places)? = json["related"] {
            for place in places {
                guard case .string(let message)? = place["message"], let span = Self.span(place) else {
                    return nil
                }
                related.append(Related(message, at: span))
            }
        }
        self.init(
            severity, code, message, at: Self.span(json), suggestion: suggestion, related: related)
    }

    private static func span(_ object: JSONValue) -> SourceSpan? {
        guard case .string(let file)? = object["file"], case .int(let line)? = object["line"],
            case .int(let column)? = object["column"], case .int(let endLine)? = object["endLine"],
            case .int(let endColumn)? = object["endColumn"]
        else { return nil }
        return SourceSpan(file: file, line: line, column: column, endLine: endLine, endColumn: endColumn)
    }

    private static func place(_ span: SourceSpan?) -> [JSONValue.Member] {
        [
            .init("file", JSONValue(span?.file)),
            .init("line", JSONValue(span?.line)),
            .init("column", JSONValue(span?.column)),
            .init("endLine", JSONValue(span?.endLine)),
            .init("endColumn", JSONValue(span?.endColumn)),
        ]
    }
}

extension Sequence<Diagnostic> {
    /// The diagnostics as a list of objects, in the order given.
    public var json: JSONValue { .array(map(\.json)) }
}
