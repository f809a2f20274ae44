import SluiceKit
import SluiceMarket

/// A portfolio as words, bit for bit: what the stages of a cycle saw of it.
enum RecordedPortfolio {
    /// Writes a portfolio, and the fills that no learner has seen.
    static func write(_ portfolio: Portfolio, _ fills: [Fill], into memory: inout MemoryWriter) {
        memory.write(portfolio.cash)
        memory.write(portfolio.fees)
        memory.write(portfolio.equity)
        write(portfolio.positions, portfolio, into: &memory)
        // A record of an account without charges has the form of one that knew of none.
        let hasCharges = !portfolio.funding.isZero || portfolio.positions.contains { !$0.funding.isZero }
        // And that of an account with one currency the form of one that knew of no other.
        let hasForeign = !portfolio.foreign.isEmpty
        memory.write(
            portfolio.openOrders.count + (hasCharges ? chargesFollow : 0)
                + (hasForeign ? foreignCashFollows : 0))
        if hasCharges {
            memory.write(portfolio.funding)
            for position in portfolio.positions { memory.write(position.funding) }
        }
        if hasForeign { write(portfolio.foreign, into: &memory) }
        for open in portfolio.openOrders { write(open.order, open.progress, into: &memory) }
        memory.write(portfolio.recentlyFinished.count)
        for finished in portfolio.recentlyFinished { write(finished, into: &memory) }
        write(portfolio.recentFills, into: &memory)
        write(fills, into: &memory)
    }

    /// Eleven words for each position: four amounts and three numbers.
    private static func write(
        _ positions: [Position], _ portfolio: Portfolio, into memory: inout MemoryWriter
    ) {
        memory.write(words: 11 * positions.count) { words in
            for index in positions.indices {
                let position = positions[index]
                let next = 11 * index
                (words[next], words[next + 1]) = MemoryWriter.words(of: position.quantity)
                (words[next + 2], words[next + 3]) = MemoryWriter.words(of: position.cost)
                (words[next + 4], words[next + 5]) = MemoryWriter.words(of: position.realized)
                (words[next + 6], words[next + 7]) = MemoryWriter.words(of: position.fees)
                words[next + 8] = portfolio.mark[index].bitPattern
                words[next + 9] = portfolio.weight[index].bitPattern
                words[next + 10] = portfolio.pending[index].bitPattern
            }
        }
    }

    /// Reads a portfolio into one of the same universe.
    /// - Returns: The fills that no learner has seen.
    static func read(into portfolio: Portfolio, from memory: inout MemoryReader) throws -> [Fill] {
        portfolio.cash = try memory.amount()
        portfolio.fees = try memory.amount()
        portfolio.equity = try memory.double()
        for index in 0..<portfolio.count {
            let (quantity, cost) = (try memory.amount(), try memory.amount())
            let (realized, fees) = (try memory.amount(), try memory.amount())
            guard let position = Position(quantity: quantity, cost: cost, realized: realized, fees: fees)
            else {
                throw MemoryMismatch("the record holds a position that cannot be")
            }
            portfolio.positions[index] = position
            portfolio.holdings[index] = quantity
            portfolio.quantity[index] = quantity.doubleValue
            portfolio.averagePrice[index] = position.averagePrice?.doubleValue ?? .nan
            portfolio.mark[index] = try memory.double()
            portfolio.weight[index] = try memory.double()
            portfolio.pending[index] = try memory.double()
        }
        portfolio.removeOrders()
        let word = try memory.int()
        try readCharges(word & chargesFollow != 0, into: portfolio, from: &memory)
        try readForeign(word & foreignCashFollows != 0, into: portfolio, from: &memory)
        for _ in 0..<(try Self.count(word % chargesFollow)) {
            let (order, progress) = try order(from: &memory)
            portfolio.open(order, progress)
        }
        portfolio.recentlyFinished = try (0..<count(&memory)).map { _ in try finished(from: &memory) }
        portfolio.recentFills = try (0..<count(&memory)).map { _ in try fill(from: &memory) }
        return try (0..<count(&memory)).map { _ in try fill(from: &memory) }
    }

    /// Added to the number of open orders where charges stand before them.
    private static let chargesFollow = 1 << 32
    /// Added to it where the cash of other currencies stands before them.
    private static let foreignCashFollows = 1 << 33

    private static func write(_ foreign: [ForeignCash], into memory: inout MemoryWriter) {
        memory.write(foreign.count)
        for other in foreign {
            memory.write(other.currency.word)
            for amount in [other.purse.cash, other.purse.fees, other.purse.funding] { memory.write(amount) }
            memory.write(other.rate)
        }
    }

    private static func readForeign(
        _ follows: Bool, into portfolio: Portfolio, from memory: inout MemoryReader
    ) throws {
        portfolio.foreign.removeAll(keepingCapacity: true)
        for _ in 0..<(follows ? try count(&memory) : 0) {
            guard let currency = Currency(word: try memory.word()) else {
                throw MemoryMismatch("the record holds cash of no currency")
            }
            var other = ForeignCash(currency)
            other.purse = Purse(
                cash: try memory.amount(), fees: try memory.amount(), funding: try memory.amount())
            other.rate = try memory.double()
            portfolio.foreign.append(other)
        }
        let table = portfolio.currencies
        guard portfolio.foreign.count >= table.rates.count else {
            throw MemoryMismatch("the record knows fewer currencies than the pipeline")
        }
        for index in 0..<portfolio.count {
            let place = table.place(of: index)
            portfolio.rate[index] = place == 0 ? 1 : portfolio.foreign[place - 1].rate
        }
    }

    private static func readCharges(
        _ follow: Bool, into portfolio: Portfolio, from memory: inout MemoryReader
    ) throws {
        portfolio.funding = follow ? try memory.amount() : .zero
        guard follow else { return }
        for index in 0..<portfolio.count {
            try portfolio.positions[index].book(funding: try memory.amount())
        }
    }

    private static func count(_ memory: inout MemoryReader) throws -> Int { try count(memory.int()) }

    private static func count(_ count: Int) throws -> Int {
        guard (0..<10_000_000).contains(count) else {
            throw MemoryMismatch("the record names too many entries")
        }
        return count
    }

    // MARK: Orders

    private static func write(
        _ order: ApprovedOrder, _ progress: OrderProgress, into memory: inout MemoryWriter
    ) {
        let request = order.request
        memory.write(order.id.number)
        memory.write(order.clientID.high)
        memory.write(order.clientID.low)
        memory.write(order.time)
        memory.write(request.instrument)
        memory.write(request.side == .buy ? 0 : 1)
        memory.write(request.quantity)
        memory.write(request.pricing.limit ?? .zero)
        memory.write(request.pricing.trigger ?? .zero)
        write(request.timeInForce, into: &memory)
        memory.write((request.isPostOnly ? 1 : 0) + (request.isReduceOnly ? 2 : 0))
        memory.write(request.origin.parent ?? .distantPast)
        for number in [request.origin.leg, request.origin.child, request.origin.replacement] {
            memory.write(Int(number))
        }
        memory.write(OrderState.allCases.firstIndex(of: progress.state) ?? 0)
        memory.write(progress.filled)
        memory.write(progress.value)
    }

    private static func order(from memory: inout MemoryReader) throws -> (ApprovedOrder, OrderProgress) {
        let id = OrderID(try memory.word())
        let name = ClientOrderID(high: try memory.word(), low: try memory.word())
        let time = try memory.timestamp()
        let (instrument, side) = (try memory.int(), try memory.int() == 0 ? Side.buy : .sell)
        let quantity = try memory.amount()
        let pricing = pricing(limit: try memory.amount(), trigger: try memory.amount())
        let timeInForce = try timeInForce(from: &memory)
        let flags = try memory.int()
        let parent = try memory.timestamp()
        let numbers = try (0..<3).map { _ in Int32(truncatingIfNeeded: try memory.int()) }
        let origin = OrderOrigin(
            parent: parent == .distantPast ? nil : parent, leg: numbers[0], child: numbers[1],
            replacement: numbers[2])
        let request = OrderRequest(
            instrument: instrument, side: side, quantity: quantity, pricing: pricing,
            timeInForce: timeInForce,
            isPostOnly: flags & 1 != 0, isReduceOnly: flags & 2 != 0, origin: origin)
        let place = try memory.int()
        let (filled, value) = (try memory.amount(), try memory.amount())
        guard OrderState.allCases.indices.contains(place),
            let progress = OrderProgress(
                quantity: quantity, state: OrderState.allCases[place], filled: filled, value: value)
        else { throw MemoryMismatch("the record holds an order that cannot be") }
        return (ApprovedOrder(id: id, clientID: name, request: request, time: time), progress)
    }

    private static func pricing(limit: Amount, trigger: Amount) -> OrderPricing {
        switch (limit.isZero, trigger.isZero) {
        case (true, true): .market
        case (false, true): .limit(limit)
        case (true, false): .stop(trigger: trigger)
        case (false, false): .stopLimit(trigger: trigger, limit: limit)
        }
    }

    private static func write(_ timeInForce: TimeInForce, into memory: inout MemoryWriter) {
        switch timeInForce {
        case .day: memory.write(0)
        case .goodTilCancelled: memory.write(1)
        case .immediateOrCancel: memory.write(2)
        case .fillOrKill: memory.write(3)
        case .goodTil(let end):
            memory.write(4)
            memory.write(end)
        }
    }

    private static func timeInForce(from memory: inout MemoryReader) throws -> TimeInForce {
        switch try memory.int() {
        case 0: .day
        case 1: .goodTilCancelled
        case 2: .immediateOrCancel
        case 3: .fillOrKill
        case 4: .goodTil(try memory.timestamp())
        default: throw MemoryMismatch("the record holds a time in force that is none")
        }
    }

    // MARK: What has ended, and trades

    private static func write(_ finished: FinishedOrder, into memory: inout MemoryWriter) {
        let state: OrderState =
            switch finished.end {
            case .filled: .filled
            case .cancelled: .cancelled
            case .rejected: .rejected
            case .expired: .expired
            case .lost: .lost
            }
        let quantity = finished.order.request.quantity
        guard
            let progress = OrderProgress(
                quantity: quantity, state: state, filled: finished.filled, value: .zero)
        else { return }
        write(finished.order, progress, into: &memory)
    }

    private static func finished(from memory: inout MemoryReader) throws -> FinishedOrder {
        let (order, progress) = try order(from: &memory)
        let end: FinishedOrder.End =
            switch progress.state {
            case .filled: .filled
            case .rejected: .rejected(recorded)
            case .expired: .expired
            case .lost: .lost
            default: .cancelled(recorded)
            }
        return FinishedOrder(order: order, filled: progress.filled, end: end)
    }

    /// Why an order ended is in the ledger; the record keeps only that it did.
    private static let recorded = Reason("recorded")

    private static func write(_ fills: [Fill], into memory: inout MemoryWriter) {
        memory.write(fills.count)
        for fill in fills { write(fill, into: &memory) }
    }

    private static func write(_ fill: Fill, into memory: inout MemoryWriter) {
        memory.write(fill.order.number)
        memory.write(fill.instrument)
        memory.write(fill.side == .buy ? 0 : 1)
        for amount in [fill.quantity, fill.price, fill.fee] { memory.write(amount) }
        memory.write(fill.time)
    }

    private static func fill(from memory: inout MemoryReader) throws -> Fill {
        Fill(
            order: OrderID(try memory.word()), instrument: try memory.int(),
            side: try memory.int() == 0 ? .buy : .sell, quantity: try memory.amount(),
            price: try memory.amount(),
            fee: try memory.amount(), time: try memory.timestamp())
    }
}
