import SluiceKit
import SluiceMarket

/// Reads a ledger's tables, for a restart or for someone who looks.
struct LedgerReading {
    let database: Database

    private var path: String { database.path }

    /// All that a restart needs.
    ///
    /// - Parameter instruments: The symbols of the universe, by which orders get their instrument's number.
    /// - Returns: The state as the last batch left it.
    /// - Throws: `malformed` for a value that has no meaning.
    func state(_ instruments: [String]) throws(JournalError) -> LedgerState {
        var state = LedgerState()
        state.cycle = try database.number("SELECT value FROM about WHERE name = 'cycle'") ?? 0
        state.scheduled = try database.number("SELECT value FROM about WHERE name = 'scheduled'")
            .map(Timestamp.init(nanoseconds:))
        state.fillMark = try database.text("SELECT value FROM about WHERE name = 'fill_mark'")
        // Orders that were moved out count on.
        let gone = try database.number("SELECT value FROM about WHERE name = 'last_order'") ?? 0
        let last = try database.number("SELECT max(number) FROM orders") ?? 0
        state.lastOrder = UInt64(bitPattern: max(gone, last))
        state.fillCount = try database.number("SELECT count(*) FROM fills") ?? 0
        state.lastControl = try database.number("SELECT max(control) FROM restrictions") ?? 0
        state.orders = try openOrders(instruments)
        state.balances = try balances()
        state.positions = try positions()
        state.memories = try memories()
        state.restriction = try restriction()
        state.recentNames = try recentNames(before: state.scheduled ?? .distantPast)
        state.recentFills = try recentNames(in: "fills")
        // A file of the first form, as someone who only looks may find it, has no charges.
        if try database.number("PRAGMA user_version") ?? 0 > 1 {
            state.recentCharges = try recentNames(in: "charges")
        }
        return state
    }

    private func openOrders(_ instruments: [String]) throws(JournalError) -> [LedgerOrder] {
        try orders(
            try database.prepare("SELECT * FROM orders WHERE finished IS NULL ORDER BY number"),
            Self.numbers(of: instruments))
    }

    /// The orders that were approved from a moment on.
    func orders(from begin: Timestamp, _ instruments: [String]) throws(JournalError) -> [LedgerOrder] {
        let rows = try database.prepare("SELECT * FROM orders WHERE approved >= ?1 ORDER BY number")
        rows.bind(1, begin)
        return try orders(rows, Self.numbers(of: instruments))
    }

    private static func numbers(of instruments: [String]) -> [String: Int] {
        Dictionary(
            instruments.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The orders of an instrument that one cycle asked for.
    func orders(of symbol: String, scheduled: Timestamp) throws(JournalError) -> [LedgerOrder] {
        let rows = try database.prepare(
            "SELECT * FROM orders WHERE symbol = ?1 AND scheduled = ?2 ORDER BY number")
        rows.bind(1, symbol)
        rows.bind(2, scheduled)
        return try orders(rows, [:])
    }

    private func orders(_ rows: Statement, _ numbers: [String: Int]) throws(JournalError) -> [LedgerOrder] {
        let fills = try database.prepare("SELECT quantity FROM fills WHERE client = ?1")
        var orders: [LedgerOrder] = []
        while try rows.step() {
            let intent = try intent(rows, numbers)
            let filled = try filled(rows.text(0), fills)
            orders.append(
                LedgerOrder(
                    intent: intent, state: try self.state(rows, 19), filled: filled, changed: rows.time(20),
                    venueID: rows.optionalText(22)))
        }
        return orders
    }

    func state(_ row: Statement, _ column: Int32) throws(JournalError) -> OrderState {
        guard let state = OrderState(rawValue: row.text(column)) else {
            throw JournalError(.malformed, "'\(row.text(column))' is no state of an order", at: path)
        }
        return state
    }

    private func filled(_ client: String, _ fills: Statement) throws(JournalError) -> Amount {
        defer { fills.reset() }
        fills.bind(1, client)
        var filled = Amount.zero
        while try fills.step() {
            guard let sum = try? filled.adding(try fills.amount(0)) else {
                throw JournalError(.malformed, "the fills of order \(client) are too large", at: path)
            }
            filled = sum
        }
        return filled
    }

    private func intent(_ row: Statement, _ numbers: [String: Int]) throws(JournalError) -> OrderIntent {
        let name = row.text(0)
        guard let client = ClientOrderID(name), let side = Side(rawValue: row.text(5)),
            let pricing = OrderPricing(
                word: row.text(7), limit: try row.optionalAmount(8), trigger: try row.optionalAmount(9)),
            let timeInForce = TimeInForce(word: row.text(10), end: row.isNull(11) ? nil : row.time(11))
        else { throw JournalError(.malformed, "order '\(name)' has no meaning", at: path) }
        let symbol = row.text(4)
        let origin = OrderOrigin(
            parent: row.isNull(14) ? nil : row.time(14), leg: Int32(truncatingIfNeeded: row.int(15)),
            child: Int32(truncatingIfNeeded: row.int(16)), replacement: Int32(truncatingIfNeeded: row.int(17))
        )
        let request = OrderRequest(
            instrument: numbers[symbol] ?? -1, side: side, quantity: try row.amount(6), pricing: pricing,
            timeInForce: timeInForce, isPostOnly: row.int(12) != 0, isReduceOnly: row.int(13) != 0,
            origin: origin)
        return OrderIntent(
            client, number: UInt64(bitPattern: row.int(1)), scheduled: row.time(2), time: row.time(3),
            symbol: symbol, request: request, decision: row.optionalText(18))
    }

    private func balances() throws(JournalError) -> [CashBalance] {
        let rows = try database.prepare("SELECT * FROM balances ORDER BY currency")
        var balances: [CashBalance] = []
        while try rows.step() {
            balances.append(
                CashBalance(
                    rows.text(0), cash: try rows.amount(1), fees: try rows.amount(2),
                    realised: try rows.amount(3), funding: try rows.amount(4)))
        }
        return balances
    }

    private func positions() throws(JournalError) -> [PositionState] {
        let rows = try database.prepare("SELECT * FROM positions ORDER BY symbol")
        var positions: [PositionState] = []
        while try rows.step() {
            positions.append(
                PositionState(
                    rows.text(0), quantity: try rows.amount(1), averagePrice: try rows.amount(2),
                    realised: try rows.amount(3),
                    funding: rows.columnCount > 4 ? try rows.amount(4) : .zero))
        }
        return positions
    }

    private func memories() throws(JournalError) -> [StageMemory] {
        let rows = try database.prepare("SELECT * FROM memories ORDER BY stage")
        var memories: [StageMemory] = []
        while try rows.step() {
            let words = rows.bytes(3) { bytes in
                [UInt64](unsafeUninitializedCapacity: bytes.count / 8) { buffer, count in
                    count = bytes.count / 8
                    UnsafeMutableRawBufferPointer(buffer).copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: bytes.prefix(8 * count)))
                }
            }
            memories.append(
                StageMemory(
                    stage: rows.text(0), fingerprint: UInt64(bitPattern: rows.int(1)),
                    version: Int(rows.int(2)), words: words))
        }
        return memories
    }

    /// Names without a parent belong to one cycle: those of cycles that may be run again.
    private func recentNames(before last: Timestamp) throws(JournalError) -> [ClientOrderID] {
        let rows = try database.prepare(
            "SELECT client FROM orders WHERE parent IS NOT NULL OR scheduled > ?1")
        rows.bind(1, last > .distantPast ? (last - LedgerFile.repeatSpan).nanoseconds : Int64.min)
        var names: [ClientOrderID] = []
        while try rows.step() {
            if let name = ClientOrderID(rows.text(0)) { names.append(name) }
        }
        return names
    }

    /// A number and a word are written alike, so that each name is given as both.
    private func recentNames(in table: String) throws(JournalError) -> [FillID] {
        let rows = try database.prepare("SELECT id FROM \(table) ORDER BY number DESC LIMIT 100000")
        var names: [FillID] = []
        var greatest: UInt64?
        while try rows.step() {
            let name = rows.text(0)
            names.append(.text(name))
            if let number = UInt64(name) { greatest = max(greatest ?? number, number) }
        }
        return names + (greatest.map { [.number($0)] } ?? [])
    }

    private func restriction() throws(JournalError) -> Restriction? {
        let rows = try database.prepare("SELECT * FROM restrictions ORDER BY number DESC LIMIT 1")
        guard try rows.step() else { return nil }
        guard let standing = TradingStanding(rawValue: Int(rows.int(1))) else {
            throw JournalError(.malformed, "a restriction of \(rows.int(1)) has no meaning", at: path)
        }
        return Restriction(
            standing, reason: rows.text(2), by: rows.text(3), time: rows.time(4),
            control: rows.isNull(5) ? nil : rows.int(5))
    }
}
