/// What went wrong with a column file.
public struct ColumnError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: String, Hashable, Sendable {
        /// There is no such file.
        case missing
        /// The system refused.
        case system
        /// The file is none of columns.
        case foreign
        /// Its parts do not fit together.
        case damaged
        /// It has more columns, rows or bytes than are allowed.
        case tooLarge
        /// It lacks a column that is asked for.
        case lacking
    }

    /// What went wrong.
    public let code: Code
    /// The path, as it was given.
    public let path: String
    /// What does not fit, in words.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ path: String, _ message: String) {
        (self.code, self.path, self.message) = (code, path, message)
    }

    /// The path and what does not fit.
    public var description: String { "\(path): \(message)" }
}
