public import SluiceKit
public import SluiceMarket

extension LedgerFile {
    /// How long a cycle may be run again, should the clock have been set back.
    static let repeatSpan = Span.days(2)

    /// Reads all that a restart needs.
    ///
    /// - Parameter instruments: The symbols of the universe, by which loaded orders get their instrument's number.
    /// - Returns: The state as the last batch left it.
    /// - Throws: `malformed` for a value that has no meaning.
    public func load(instruments: [String] = []) throws(JournalError) -> LedgerState {
        let state = try LedgerReading(database: database).state(instruments)
        for memory in state.memories { written[memory.stage] = memory }
        return state
    }

    /// Whether a trade is in the ledger.
    public func knows(_ fill: FillID) throws(JournalError) -> Bool {
        defer { statements.knowsFill.reset() }
        statements.knowsFill.bind(1, fill.description)
        return try statements.knowsFill.step()
    }

    /// The state of an order, finished ones too; nil when the ledger does not know it.
    public func state(of order: ClientOrderID) throws(JournalError) -> OrderState? {
        defer { statements.knowsOrder.reset() }
        statements.knowsOrder.bind(1, order.description)
        return try statements.knowsOrder.step()
            ? LedgerReading(database: database).state(statements.knowsOrder, 0) : nil
    }
}
