import SluiceKit
import SluiceMarket

/// An order that `broker.paper` has accepted and not finished.
struct PaperOrder {
    let id: OrderID
    let instrument: Int
    let side: Side
    /// The price that is the worst it may fill at; nil for a market order.
    let limit: Amount?
    /// When it was sent.
    let time: Timestamp
    /// What has not traded yet.
    var remaining: Amount
    /// What it would fill at by the last quote, or its limit.
    var estimate: Amount
    /// How much cash it needs beyond what it frees.
    var promise = Amount.zero

    /// The step in which a part of it may fill: as fine as its quantity's own last decimal, one unit at most.
    var step: Amount {
        var step = Amount.unitsPerWhole
        while remaining.units % step != 0 { step /= 10 }
        return Amount(units: step) ?? .leastPositive
    }

    init(_ order: ApprovedOrder, estimate: Amount) {
        let request = order.request
        (id, instrument, side) = (order.id, request.instrument, request.side)
        limit = request.pricing.limit
        (time, remaining, self.estimate) = (order.time, request.quantity, estimate)
    }
}

extension PaperOrder {
    func remember(into memory: inout MemoryWriter) {
        memory.write(id.number)
        memory.write(instrument)
        memory.write(side == .buy ? 1 : -1)
        memory.write(limit ?? .zero)
        memory.write(time)
        memory.write(remaining)
        memory.write(estimate)
    }

    init(from memory: inout MemoryReader, instruments: Int) throws(MemoryMismatch) {
        id = OrderID(try memory.word())
        instrument = try memory.int()
        side = try memory.int() > 0 ? .buy : .sell
        let limit = try memory.amount()
        self.limit = limit.isZero ? nil : limit
        time = try memory.timestamp()
        remaining = try memory.amount()
        estimate = try memory.amount()
        guard (0..<instruments).contains(instrument), remaining > .zero else {
            throw MemoryMismatch("the memory holds an order that cannot be")
        }
    }
}
