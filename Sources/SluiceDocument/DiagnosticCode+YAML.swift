extension DiagnosticCode {
    /// The codes of what is wrong with a file as YAML.
    static let yaml: [DiagnosticCode] = [malformedYAML, duplicateKey]

    /// The file is not YAML.
    public static let malformedYAML = DiagnosticCode(
        "E0101", "malformed YAML",
        """
        The text breaks a rule of YAML, so what it means cannot be known. The place is where the reader gave
        up; the cause often stands a little above it: a missing quote, a bracket that is not closed, a line
        that is indented by one space too many.
        """
    )

    /// A mapping has one key twice.
    public static let duplicateKey = DiagnosticCode(
        "E0102", "duplicate key",
        """
        One mapping has the same key twice. Many readers keep the last and say nothing, and so the value you
        see may not be the one in force. Remove one of the two.
        """
    )
}
