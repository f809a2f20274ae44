import SluiceKit
import SluiceMarket

extension LedgerFile {
    /// Writes a batch in one transaction; it is durable when this returns.
    ///
    /// - Returns: What was found, such as trades that were there already.
    /// - Throws: `duplicate` for an order that is in the ledger, `full` or `io` for a disk that failed. The batch is
    ///   not in the ledger then, no part of it; after `io` all of it may come back with the next start, never a part.
    @discardableResult
    public func write(_ batch: LedgerBatch) throws(JournalError) -> WriteOutcome {
        let outcome = try database.transaction { () throws(JournalError) in
            var outcome = WriteOutcome()
            for intent in batch.intents { try write(intent) }
            for transition in batch.transitions { try write(transition) }
            for fill in batch.fills where try !write(fill) { outcome.repeatedFills += 1 }
            for charge in batch.charges where try !write(charge) { outcome.repeatedCharges += 1 }
            for balance in batch.balances { try write(balance) }
            for position in batch.positions { try write(position) }
            for memory in batch.memories where written[memory.stage] != memory { try write(memory) }
            for restriction in batch.restrictions { try write(restriction) }
            for note in batch.notes { try write(note) }
            try writeProgress(of: batch)
            return outcome
        }
        // Only what is in the file counts as written.
        for memory in batch.memories { written[memory.stage] = memory }
        return outcome
    }

    private func writeProgress(of batch: LedgerBatch) throws(JournalError) {
        if batch.cycle > 0 {
            try write("cycle", batch.cycle)
            try write("scheduled", batch.scheduled.nanoseconds)
        }
        if let mark = batch.fillMark {
            statements.about.bind(1, "fill_mark")
            statements.about.bind(2, mark)
            try statements.about.run()
        }
    }

    private func write(_ name: String, _ value: Int64) throws(JournalError) {
        statements.about.bind(1, name)
        statements.about.bind(2, value)
        try statements.about.run()
    }

    private func write(_ intent: OrderIntent) throws(JournalError) {
        // An order that is meant twice is an error; one that is found may have been given up before.
        if intent.isAdopted, try state(of: intent.clientID) != nil { return }
        let statement = statements.intent
        let request = intent.request
        statement.bind(1, intent.clientID.description)
        statement.bind(2, Int64(bitPattern: intent.number))
        statement.bind(3, intent.scheduled)
        statement.bind(4, intent.time)
        statement.bind(5, intent.symbol)
        statement.bind(6, request.side.rawValue)
        statement.bind(7, request.quantity)
        statement.bind(8, request.pricing.word)
        statement.bind(9, request.pricing.limit)
        statement.bind(10, request.pricing.trigger)
        statement.bind(11, request.timeInForce.word)
        statement.bind(12, request.timeInForce.end?.nanoseconds)
        statement.bind(13, request.isPostOnly)
        statement.bind(14, request.isReduceOnly)
        statement.bind(15, request.origin.parent?.nanoseconds)
        statement.bind(16, Int64(request.origin.leg))
        statement.bind(17, Int64(request.origin.child))
        statement.bind(18, Int64(request.origin.replacement))
        statement.bind(19, intent.decision)
        try statement.run()
    }

    private func write(_ transition: OrderTransition) throws(JournalError) {
        let client = transition.clientID.description
        let statement = statements.transition
        statement.bind(1, client)
        statement.bind(2, transition.from.rawValue)
        statement.bind(3, transition.to.rawValue)
        statement.bind(4, transition.time)
        statement.bind(5, transition.reason)
        statement.bind(6, transition.isIllegal)
        try statement.run()
        let state = statements.state
        state.bind(1, client)
        state.bind(2, transition.to.rawValue)
        state.bind(3, transition.time)
        state.bind(4, transition.isFinal)
        state.bind(5, transition.venueID)
        try state.run()
    }

    /// - Returns: false when the trade is there already.
    private func write(_ fill: LedgerFill) throws(JournalError) -> Bool {
        let statement = statements.fill
        statement.bind(1, fill.id.description)
        statement.bind(2, fill.clientID?.description)
        statement.bind(3, fill.symbol)
        statement.bind(4, fill.side.rawValue)
        statement.bind(5, fill.quantity)
        statement.bind(6, fill.price)
        statement.bind(7, fill.fee)
        statement.bind(8, fill.feeCurrency)
        statement.bind(9, fill.time)
        statement.bind(10, fill.venueID)
        statement.bind(11, fill.currency)
        try statement.run()
        return database.changes == 1
    }

    /// - Returns: false when the charge is there already.
    private func write(_ charge: LedgerCharge) throws(JournalError) -> Bool {
        let statement = statements.charge
        statement.bind(1, charge.id.description)
        statement.bind(2, charge.kind.rawValue)
        statement.bind(3, charge.symbol)
        statement.bind(4, charge.amount)
        statement.bind(5, charge.currency)
        statement.bind(6, charge.time)
        try statement.run()
        return database.changes == 1
    }

    private func write(_ balance: CashBalance) throws(JournalError) {
        let statement = statements.balance
        statement.bind(1, balance.currency)
        statement.bind(2, balance.cash)
        statement.bind(3, balance.fees)
        statement.bind(4, balance.realised)
        statement.bind(5, balance.funding)
        try statement.run()
    }

    private func write(_ position: PositionState) throws(JournalError) {
        let statement = statements.position
        statement.bind(1, position.symbol)
        statement.bind(2, position.quantity)
        statement.bind(3, position.averagePrice)
        statement.bind(4, position.realised)
        statement.bind(5, position.funding)
        try statement.run()
    }

    private func write(_ memory: StageMemory) throws(JournalError) {
        let statement = statements.memory
        statement.bind(1, memory.stage)
        statement.bind(2, Int64(bitPattern: memory.fingerprint))
        statement.bind(3, Int64(memory.version))
        try statement.run(binding: memory.words, at: 4)
    }

    private func write(_ restriction: Restriction) throws(JournalError) {
        let statement = statements.restriction
        statement.bind(1, Int64(restriction.standing.rawValue))
        statement.bind(2, restriction.reason)
        statement.bind(3, restriction.by)
        statement.bind(4, restriction.time)
        statement.bind(5, restriction.control)
        try statement.run()
    }

    private func write(_ note: LedgerNote) throws(JournalError) {
        let statement = statements.note
        statement.bind(1, note.time)
        statement.bind(2, note.kind)
        statement.bind(3, note.text)
        try statement.run()
    }
}
