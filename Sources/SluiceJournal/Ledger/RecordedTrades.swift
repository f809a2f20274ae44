public import SluiceKit
public import SluiceMarket

/// What a ledger holds of a span of time: its orders, finished ones too, their trades, and what restricted trading.
public struct RecordedTrades: Hashable, Sendable {
    /// The orders by their number, those of before the span left out.
    public var orders: [LedgerOrder] = []
    /// The trades in the order in which they were booked.
    public var fills: [LedgerFill] = []
    /// The names of orders that were withdrawn before they left.
    public var withdrawn: Set<ClientOrderID> = []
    /// The number of the last order before the span; 0 where there is none.
    public var lastOrder: UInt64 = 0
    /// How persons restricted and freed trading, oldest first; of all time.
    public var restrictions: [Restriction] = []

    /// None.
    public init() {}

    /// Reads the ledger of a state folder without locking or changing it.
    ///
    /// - Parameters:
    ///   - folder: The state folder.
    ///   - begin: The first moment of the span.
    ///   - instruments: The symbols of the universe, by which orders get their instrument's number.
    /// - Throws: `missing` when there is no ledger, `malformed` for a value that has no meaning.
    public init(of folder: String, from begin: Timestamp, instruments: [String]) throws(JournalError) {
        let path = "\(folder)/\(LedgerFile.name)"
        guard Folder.exists(path) else { throw JournalError(.missing, "there is no ledger", at: path) }
        let database = try Database.open(path, .read)
        guard try Schema.ledger.check(database) > 0 else { return }
        self = try LedgerReading(database: database).trades(from: begin, instruments)
    }
}

extension LedgerReading {
    fileprivate func trades(
        from begin: Timestamp, _ instruments: [String]
    ) throws(JournalError) -> RecordedTrades {
        var trades = RecordedTrades()
        trades.orders = try orders(from: begin, instruments)
        let last = try database.prepare("SELECT max(number) FROM orders WHERE approved < ?1")
        last.bind(1, begin)
        if try last.step(), !last.isNull(0) { trades.lastOrder = UInt64(bitPattern: last.int(0)) }
        trades.fills = try fills(from: begin)
        let gone = try database.prepare(
            "SELECT client FROM transitions WHERE before = 'intended' AND after = 'rejected' AND time >= ?1")
        gone.bind(1, begin)
        while try gone.step() {
            if let name = ClientOrderID(gone.text(0)) { trades.withdrawn.insert(name) }
        }
        trades.restrictions = try personal()
        return trades
    }

    private func fills(from begin: Timestamp) throws(JournalError) -> [LedgerFill] {
        let rows = try database.prepare(
            """
            SELECT id, client, symbol, side, quantity, price, fee, fee_currency, time FROM fills
            WHERE time >= ?1 ORDER BY number
            """)
        rows.bind(1, begin)
        var fills: [LedgerFill] = []
        while try rows.step() {
            guard let side = Side(rawValue: rows.text(3)) else {
                throw JournalError(.malformed, "trade '\(rows.text(0))' has no side", at: database.path)
            }
            fills.append(
                LedgerFill(
                    .text(rows.text(0)), of: rows.optionalText(1).flatMap(ClientOrderID.init),
                    symbol: rows.text(2), side: side, quantity: try rows.amount(4),
                    price: try rows.amount(5), fee: try rows.amount(6), feeCurrency: rows.text(7),
                    time: rows.time(8)))
        }
        return fills
    }

    private func personal() throws(JournalError) -> [Restriction] {
        let rows = try database.prepare(
            "SELECT standing, reason, by, time, control FROM restrictions WHERE control IS NOT NULL ORDER BY number"
        )
        var restrictions: [Restriction] = []
        while try rows.step() {
            guard let standing = TradingStanding(rawValue: Int(rows.int(0))) else { continue }
            restrictions.append(
                Restriction(
                    standing, reason: rows.text(1), by: rows.text(2), time: rows.time(3),
                    control: rows.int(4)))
        }
        return restrictions
    }
}
