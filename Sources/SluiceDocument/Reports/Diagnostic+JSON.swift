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
