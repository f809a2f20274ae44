import SluiceKit
import SluiceMarket

extension PaperOrder {
    func remember(into memory: inout MemoryWriter) {
        memory.write(id.number)
        memory.write(clientID.high)
        memory.write(clientID.low)
        memory.write(instrument)
        memory.write(side == .buy ? 1 : -1)
        memory.write(limit ?? .zero)
        memory.write(trigger?.price ?? .zero)
        memory.write(trigger?.hasFired == true ? 1 : 0)
        let (life, end) = Self.words(of: timeInForce)
        memory.write(life)
        memory.write(end)
        memory.write((isReduceOnly ? 1 : 0) | (isInsideBar ? 2 : 0) | (hasRested ? 4 : 0))
        memory.write(ahead)
        memory.write(arrival)
        memory.write(session.daysSinceEpoch)
        memory.write(quantity)
        memory.write(remaining)
        memory.write(estimate)
    }

    init(from memory: inout MemoryReader, instruments: Int) throws(MemoryMismatch) {
        id = OrderID(try memory.word())
        clientID = ClientOrderID(high: try memory.word(), low: try memory.word())
        instrument = try memory.int()
        side = try memory.int() > 0 ? .buy : .sell
        let limit = try memory.amount()
        self.limit = limit.isZero ? nil : limit
        let (trigger, hasFired) = (try memory.amount(), try memory.int() == 1)
        self.trigger = trigger.isZero ? nil : StopTrigger(side: side, price: trigger, hasFired: hasFired)
        timeInForce = Self.timeInForce(try memory.int(), try memory.timestamp())
        let flags = try memory.int()
        (isReduceOnly, isInsideBar, hasRested) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
        ahead = try memory.double()
        arrival = try memory.timestamp()
        session = CivilDate(daysSinceEpoch: try memory.int())
        quantity = try memory.amount()
        remaining = try memory.amount()
        estimate = try memory.amount()
        guard (0..<instruments).contains(instrument), remaining > .zero, remaining <= quantity else {
            throw MemoryMismatch("the memory holds an order that cannot be")
        }
    }

    private static func words(of life: TimeInForce) -> (Int, Timestamp) {
        switch life {
        case .day: (0, .distantPast)
        case .goodTilCancelled: (1, .distantPast)
        case .immediateOrCancel: (2, .distantPast)
        case .fillOrKill: (3, .distantPast)
        case .goodTil(let moment): (4, moment)
        }
    }

    private static func timeInForce(_ word: Int, _ end: Timestamp) -> TimeInForce {
        switch word {
        case 0: .day
        case 2: .immediateOrCancel
        case 3: .fillOrKill
        case 4: .goodTil(end)
        default: .goodTilCancelled
        }
    }
}
