public import SluiceKit
public import SluiceMarket

/// What a person has said about trading, from outside the process.
public struct ControlChange: Hashable, Sendable {
    /// Grows with each change, also over a file that was lost: the ledger keeps which ones it has journaled.
    public let number: Int64
    /// How trading stands from then on.
    public let standing: TradingStanding
    /// Whether open orders that add exposure are cancelled.
    public let cancels: Bool
    /// Why, in that person's words.
    public let reason: String
    /// Who.
    public let by: String
    /// When.
    public let time: Timestamp

    /// Creates a change.
    public init(
        number: Int64, _ standing: TradingStanding, cancels: Bool, reason: String, by: String, time: Timestamp
    ) {
        (self.number, self.standing, self.cancels) = (number, standing, cancels)
        (self.reason, self.by, self.time) = (reason, by, time)
    }
}

/// What stands in the control file, and beside it.
public struct ControlState: Hashable, Sendable {
    /// The changes of late, oldest first; the last one counts.
    public internal(set) var changes: [ControlChange] = []
    /// Whether someone has put a panic file there, which halts until it is taken away.
    public internal(set) var isPanic = false
    /// Why the control file cannot be understood, which halts as well; nil when it can.
    public internal(set) var fault: String?

    /// Nothing was said.
    public init() {}

    /// How trading stands by it.
    public var standing: TradingStanding {
        let said = changes.last?.standing ?? .open
        return isPanic || fault != nil ? max(said, .halt) : said
    }

    /// Whether open orders that add exposure are to be cancelled.
    public var cancels: Bool { isPanic || (changes.last.map { $0.cancels && $0.standing > .open } ?? false) }

    /// Why trading stands as it does, in words; empty when it is open.
    public var reason: String {
        if isPanic { return "there is a panic file" }
        if let fault { return fault }
        guard let last = changes.last, last.standing > .open else { return "" }
        return "\(last.reason) (\(last.by))"
    }
}
