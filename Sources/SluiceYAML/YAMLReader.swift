public import SluiceDocument

/// Reads YAML into nodes that know where they stood.
///
/// The language is YAML 1.1 as libyaml reads it, and no value is ever turned into a number or a truth: a scalar
/// stays text. Aliases and merge keys are resolved, comments dropped. Whatever is wrong becomes a diagnostic,
/// as many of one file as can be seen.
public enum YAMLReader {
    /// Reads a file that holds one document.
    ///
    /// More than half of the time is libyaml's own. Findings that leave the rest readable, such as a duplicate key, are reported and
    /// the tree is returned all the same: only a file without errors may be used.
    /// - Returns: The root; nil when the file could not be read to its end, or is empty.
    public static func read(
        _ source: SourceFile,
        limits: YAMLLimits = .init(),
        into issues: inout [Diagnostic]
    ) -> Node? {
        guard let documents = compose(source, limits, single: true, into: &issues) else { return nil }
        guard let root = documents.first, root.content != .null else {
            let start = SourceSpan(file: source.path, line: 1, column: 1, endLine: 1, endColumn: 1)
            issues.append(Diagnostic(.error, .emptyDocument, "the file is empty", at: start))
            return nil
        }
        return root
    }

    /// Reads a file that may hold any number of documents, none included.
    ///
    /// - Returns: The roots; nil when the file could not be read to its end.
    public static func readDocuments(
        _ source: SourceFile,
        limits: YAMLLimits = .init(),
        into issues: inout [Diagnostic]
    ) -> [Node]? {
        compose(source, limits, single: false, into: &issues)
    }

    private static func compose(
        _ source: SourceFile,
        _ limits: YAMLLimits,
        single: Bool,
        into issues: inout [Diagnostic]
    ) -> [Node]? {
        guard source.bytes.count <= limits.bytes else {
            let start = SourceSpan(file: source.path, line: 1, column: 1, endLine: 1, endColumn: 1)
            issues.append(
                Diagnostic(
                    .error, .documentTooLarge,
                    "the file has \(source.bytes.count) bytes, more than the \(limits.bytes) that are read",
                    at: start
                )
            )
            return nil
        }
        guard var bytes = CharacterCheck.readable(source, into: &issues) else { return nil }
        bytes = Prolog.withKnownDirectives(bytes, of: source, into: &issues)
        // The end of a file ends its last line too, which matters to a block scalar.
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        var composer = Composer(source: source, limits: limits, allowsOneDocument: single)
        let documents = bytes.withUnsafeBufferPointer { composer.compose($0) }
        issues += composer.issues
        return documents
    }
}
