/// One thing to tell a user about a file of theirs.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case note
        case warning
        case error
    }

    /// A second place that belongs to the matter, such as the first of two equal keys.
    public struct Related: Hashable, Sendable {
        /// What stands there, such as "first set here".
        public let message: String
        /// Where it stands.
        public let span: SourceSpan

        /// Creates a related place.
        public init(_ message: String, at span: SourceSpan) { (self.message, self.span) = (message, span) }
    }

    /// How bad it is.
    public let severity: Severity
    /// The stable code, explained by `sluice explain-code`.
    public let code: DiagnosticCode
    /// What is wrong and what would be right, in one sentence without a full stop.
    public let message: String
    /// Where it is; nil when it concerns no place in a file.
    public let span: SourceSpan?
    /// What would stand there if it were right, such as the known name nearest to an unknown one.
    public let suggestion: String?
    /// Further places that belong to the matter.
    public let related: [Related]

    /// Creates a diagnostic.
    public init(
        _ severity: Severity,
        _ code: DiagnosticCode,
        _ message: String,
        at span: SourceSpan?,
        suggestion: String? = nil,
        related: [Related] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.span = span
        self.suggestion = suggestion
        self.related = related
    }

    /// Creates an error.
    public init(
        _ code: DiagnosticCode,
        _ message: String,
        at span: SourceSpan?,
        suggestion: String? = nil,
        related: [Related] = []
    ) {
        self.init(.error, code, message, at: span, suggestion: suggestion, related: related)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The diagnostic on one line: `file:line:column: error[E0203]: message`.
    public var description: String {
        "\(span.map { "\($0): " } ?? "")\(severity.rawValue)[\(code.id)]: \(message)"
    }
}

extension Sequence<Diagnostic> {
    /// Whether one of them is an error.
    @inlinable public var hasErrors: Bool { contains { $0.severity == .error } }

    /// Sorted by place; those without one come first, equal ones stand once.
    public var sortedByPlace: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.enumerated().sorted {
            switch ($0.element.span, $1.element.span) {
            case (let left?, let right?) where left != right: left < right
            case (nil, .some): true
            case (.some, nil): false
            default: $0.offset < $1.offset
            }
        }.map(\.element)
    }
}
