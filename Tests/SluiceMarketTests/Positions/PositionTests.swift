import SluiceMarket
import Testing

@Suite struct PositionTests {
    @Test func `closing realises at the average, and what crosses zero opens at the fill's price`() throws {
        var position = Position()
        #expect(
            try position.book(.sell, quantity: "3.4", price: "109.78", fee: "0.492")
                == Position.Booking(applied: "3.4", realized: "0"))
        #expect(try position.book(.buy, quantity: "1.9", price: "95.49").realized == "27.151")
        #expect(position.quantity == "-1.5" && position.averagePrice == "109.78")
        #expect(try position.book(.buy, quantity: "1.6", price: "102.83").realized == "10.425")
        #expect(position.quantity == "0.1" && position.averagePrice == "102.83")
        #expect(position.realized == "37.576" && position.fees == "0.492")
        #expect(try position.unrealized(at: "100") == "-0.283")
        _ = try position.book(.sell, quantity: "0.1", price: "100", fee: "-0.01")
        #expect(position.quantity.isZero && position.cost.isZero && position.averagePrice == nil)
        #expect(position.fees == "0.482")
    }

    @Test func `a ledger books a fill whole that was only to reduce, a simulation cuts it`() throws {
        var (ledger, simulation) = (Position(), Position())
        for side in [Side.buy, .sell] {
            let quantity: Amount = side == .buy ? "1" : "3"
            _ = try ledger.book(side, quantity: quantity, price: "10")
            _ = try simulation.book(
                side, quantity: quantity, price: "10", reducing: side == .sell ? .clipped : .booked)
        }
        #expect(ledger.quantity == "-2" && simulation.quantity.isZero)
        #expect(
            try simulation.book(.buy, quantity: "1", price: "10", reducing: .clipped).applied == .zero)
    }

    @Test(arguments: ["0", "-1"] as [Amount])
    func `a fill of nothing changes nothing but the fees`(quantity: Amount) throws {
        var position = Position()
        #expect(try position.book(.buy, quantity: quantity, price: "10", fee: "1").applied == .zero)
        #expect(position == Position(quantity: .zero, cost: .zero, fees: "1"))
    }

    @Test func `what no amount can hold leaves the position as it was`() throws {
        var position = Position()
        _ = try position.book(.buy, quantity: "2", price: "10")
        let before = position
        #expect(throws: AmountOverflow.outOfRange) {
            try position.book(.buy, quantity: .greatest, price: "1")
        }
        #expect(position == before)
        #expect(Position(quantity: .zero, cost: "1") == nil)
        #expect(Position(quantity: "2", cost: "20") == before)
    }

    /// A way to book a fill.
    private typealias Booking = (inout Position, Side, Amount, Amount) throws -> Void

    /// Whether realised - cost is, after every fill, what was sold less what was bought, to the last digit.
    private static func conserves(fills: Int, seed: UInt64, _ book: Booking) throws -> Bool {
        var (dice, position, cash) = (Dice(seed: seed), Position(), Amount.zero)
        for _ in 0..<fills {
            let (side, quantity) = (dice.side(), dice.decimal(1...9_999, step: "0.001"))
            let price = dice.decimal(1...9_999, step: "0.0001")
            try book(&position, side, quantity, price)
            let value = try quantity.multiplied(by: price, rounding: .halfEven)
            cash = try cash.adding(side == .sell ? value : value.negated)
            guard try position.realized.subtracting(position.cost) == cash else { return false }
        }
        return true
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no digit of cash is lost or made, 200 fills of each seed`(seed: UInt64) throws {
        let isConserved = try Self.conserves(fills: 200, seed: seed) { position, side, quantity, price in
            try position.book(side, quantity: quantity, price: price)
        }
        #expect(isConserved)
    }

    @Test func `a position that is cut where the venue did not cut is noticed`() throws {
        let isConserved = try Self.conserves(fills: 200, seed: 1) { position, side, quantity, price in
            try position.book(
                side, quantity: quantity, price: price,
                reducing: position.quantity.isZero ? .booked : .clipped)
        }
        #expect(!isConserved)
    }
}
