extension DiagnosticCode {
    /// The codes of what is found in files of other systems when they are imported.
    static let imports: [DiagnosticCode] = [foreignFile, notImported, differsWhenImported]

    /// A file is not of the form that is imported, or one of its values cannot be used.
    public static let foreignFile = DiagnosticCode(
        "E0601", "file cannot be imported",
        """
        The file is not of the form that the command imports, or a value in it has another type or lies outside what
        the stage takes that it would become. Nothing is written. An ensemble profile has `signals`, a list of
        `{ name, enabled, parameters }`, and may have `name`, `version`, `description`, `combiner`, `decision` and `tags`.
        """
    )

    /// A key of an imported file has no counterpart.
    public static let notImported = DiagnosticCode(
        "W0602", "key not imported",
        """
        Nothing in a pipeline corresponds to this key, or nobody knows what it means. The rest of the file is imported
        without it. Look whether the strategy needs it, and which stage could do it.
        """
    )

    /// A key of an imported file becomes something that is not quite the same.
    public static let differsWhenImported = DiagnosticCode(
        "W0603", "imported with a difference",
        """
        The key has a counterpart that works in another way, which the message names. The pipeline is valid, but will
        not decide in every case as the other system did. A test over recorded data tells whether that matters.
        """
    )
}
