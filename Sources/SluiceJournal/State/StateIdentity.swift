import SluiceDocument
public import SluiceKit

/// Whose state a folder holds.
///
/// A folder serves one pipeline in one mode on one account, and no other.
public struct StateIdentity: Hashable, Sendable {
    /// The pipeline's name.
    public let pipeline: String
    /// How it meets the world.
    public let mode: Mode
    /// The plugin that sends its orders, such as `broker.paper`.
    public let broker: String
    /// The account at the broker; empty when the broker has only one.
    public let account: String

    /// Creates an identity.
    public init(pipeline: String, mode: Mode, broker: String, account: String) {
        (self.pipeline, self.mode, self.broker, self.account) = (pipeline, mode, broker, account)
    }

    /// How the parts are called, with their values.
    private var parts: [(String, String)] {
        [("pipeline", pipeline), ("mode", mode.rawValue), ("broker", broker), ("account", account)]
    }

    /// What a folder's file says of it.
    var text: String {
        JSONValue.object(parts.map { JSONValue.Member($0.0, .string($0.1)) }).text(indented: true) + "\n"
    }

    /// Reads what a folder's file says.
    init(_ bytes: [UInt8], at place: String) throws(JournalError) {
        let value = try? JSONReader.read(bytes)
        guard case .string(let pipeline)? = value?["pipeline"], case .string(let word)? = value?["mode"],
            case .string(let broker)? = value?["broker"], case .string(let account)? = value?["account"],
            let mode = Mode(rawValue: word)
        else { throw JournalError(.malformed, "it does not say whose state this is", at: place) }
        self.init(pipeline: pipeline, mode: mode, broker: broker, account: account)
    }

    /// What differs, in words; nil for the same identity.
    func difference(from wanted: StateIdentity) -> String? {
        let differing = zip(parts, wanted.parts).filter { $0.1 != $1.1 }
        guard !differing.isEmpty else { return nil }
        return differing.map { "\($0.0) '\($0.1)' and not '\($1.1)'" }.joined(separator: ", ")
    }
}
