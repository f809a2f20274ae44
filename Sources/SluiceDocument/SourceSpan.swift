/// A stretch of a text file, from its first character to just behind its last.
public struct SourceSpan: Hashable, Sendable {
    /// The file's path as the user gave it.
    public let file: String
    /// The line it begins on, from 1.
    public let line: Int
    /// The column it begins at, from 1, in Unicode scalars.
    public let column: Int
    /// The line it ends on, from 1.
    public let endLine: Int
    /// The column just behind its last character, from 1, in Unicode scalars.
    public let endColumn: Int

    /// Creates a stretch; without an end it is one character long.
    public init(file: String, line: Int, column: Int, endLine: Int? = nil, endColumn: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine ?? line
        self.endColumn = endColumn ?? (column + 1)
    }
}

extension SourceSpan: CustomStringConvertible {
    /// The place as compilers print it: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

extension SourceSpan: Comparable {
    /// Orders by file, then by where the stretch begins.
    public static func < (lhs: SourceSpan, rhs: SourceSpan) -> Bool {
        (lhs.file, lhs.line, lhs.column) < (rhs.file, rhs.line, rhs.column)
    }
}
