/// A stretch of a text file, from its first character to just behind its last.
public struct SourceSpan: Hashable, Sendable {
    /// A line and a column, at half the size of two `Int`s: a tree of nodes holds spans more than anything else.
    private struct Place: Hashable, Sendable {
        let line: UInt32
        let column: UInt32

        init(_ line: Int, _ column: Int) {
            self.line = UInt32(truncatingIfNeeded: max(0, min(line, 0xFFFF_FFFF)))
            self.column = UInt32(truncatingIfNeeded: max(0, min(column, 0xFFFF_FFFF)))
        }
    }

    /// The file's path as the user gave it.
    public let file: String
    private let start: Place
    private let end: Place

    /// Creates a stretch; without an end it is one character long.
    public init(file: String, line: Int, column: Int, endLine: Int? = nil, endColumn: Int? = nil) {
        self.file = file
        start = Place(line, column)
        end = Place(endLine ?? line, endColumn ?? (min(column, .max - 1) + 1))
    }

    /// The line it begins on, from 1.
    public var line: Int { Int(start.line) }
    /// The column it begins at, from 1, in Unicode scalars.
    public var column: Int { Int(start.column) }
    /// The line it ends on, from 1.
    public var endLine: Int { Int(end.line) }
    /// The column just behind its last character, from 1, in Unicode scalars.
    public var endColumn: Int { Int(end.column) }
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
