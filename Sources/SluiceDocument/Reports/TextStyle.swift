/// How a part of a report is set off on a terminal that knows ANSI escapes.
enum TextStyle: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case margin = "1;34"
    case strong = "1"

    init(_ severity: Diagnostic.Severity) {
        self =
            switch severity {
            case .error: .error
            case .warning: .warning
            case .note: .note
            }
    }

    /// The text between the escapes that set it off.
    func wrap(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
