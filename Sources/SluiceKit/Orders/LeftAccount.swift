/// An account as the ledger has it at the start of a process, with the last names that it knows.
public struct LeftAccount: Hashable, Sendable {
    /// Cash and holdings.
    public let account: BrokerAccount
    /// The highest number that a trade has for a name; 0 where none has one.
    public let lastFill: UInt64
    /// The highest number that a charge has for a name; 0 where none has one.
    public let lastCharge: UInt64

    /// Creates an account.
    public init(_ account: BrokerAccount, lastFill: UInt64, lastCharge: UInt64) {
        (self.account, self.lastFill, self.lastCharge) = (account, lastFill, lastCharge)
    }
}
