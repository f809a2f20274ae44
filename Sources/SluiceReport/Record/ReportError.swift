public import SluiceColumns

/// What went wrong with the folder of a run.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: String, Hashable, Sendable {
        /// The folder, or a part of it, is not there.
        case missing
        /// It is no recorded run, or of a form that this version does not read.
        case foreign
        /// Its parts do not fit together.
        case damaged
        /// Something else stands where the run should go.
        case occupied
        /// The system refused.
        case system
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

    /// Takes what went wrong with a table.
    public init(_ error: ColumnError) {
        let code: Code =
            switch error.code {
            case .missing: .missing
            case .system: .system
            case .foreign: .foreign
            case .damaged, .tooLarge, .lacking: .damaged
            }
        self.init(code, error.path, error.message)
    }

    /// The path and what does not fit.
    public var description: String { "\(path): \(message)" }
}
