/// A model file that cannot be used, and why.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong in general.
    public enum Code: String, Hashable, Sendable {
        /// The file is not of its format.
        case malformed
        /// The file ends too early.
        case truncated
        /// The file says something that is not evaluated here, and would give other numbers if it were left out.
        case unsupported
        /// The file contradicts itself: a child that is no node, a feature that does not exist.
        case inconsistent
        /// The file asks for more than a reader gives.
        case tooLarge
        /// A library that the file needs is not there.
        case unavailable
    }

    /// Where in the file.
    public enum Place: Hashable, Sendable {
        /// A line, from 1.
        case line(Int)
        /// A byte, from 0.
        case byte(Int)
        /// A member of a structured file, such as `learner.gradient_booster`.
        case path(String)
    }

    /// What is wrong in general.
    public let code: Code
    /// What is wrong, in words.
    public let message: String
    /// Where; nil for the file as a whole.
    public let place: Place?

    /// Creates an error.
    public init(_ code: Code, _ message: String, at place: Place? = nil) {
        (self.code, self.message, self.place) = (code, message, place)
    }

    /// The message with its place.
    public var description: String {
        switch place {
        case .line(let line): "line \(line): \(message)"
        case .byte(let byte): "byte \(byte): \(message)"
        case .path(let path): "\(path): \(message)"
        case nil: message
        }
    }
}
