/// Why a sweep cannot be planned, run or merged.
package struct SweepError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    package enum Code: String, Hashable, Sendable {
        /// What was asked for makes no sense.
        case usage
        /// There is no such file or folder.
        case missing
        /// A file is not what it should be.
        case malformed
        /// Things that do not belong together: another plan, another file, other data.
        case mismatch
        /// Results that are missing, or that contradict each other.
        case incomplete
        /// Another process is at work there.
        case busy
        /// The system refused.
        case system
    }

    /// What kind of failure it is.
    package let code: Code
    /// What happened, in words without a full stop.
    package let message: String
    /// The file or folder, with a line where there is one; empty when there is none.
    package let place: String

    /// Creates an error.
    package init(_ code: Code, _ message: String, at place: String = "") {
        (self.code, self.message, self.place) = (code, message, place)
    }

    /// The place and what happened.
    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
