import SluiceMarket
import Testing

@Suite struct IncrementTests {
    @Test(
        arguments: [
            ("5.49", "0.25", "5.25", "5.5"), ("5.5", "0.25", "5.5", "5.5"), ("5.49", "0", "5.49", "5.49"),
            ("-5.49", "0.25", "-5.5", "-5.25"), ("0", "5", "0", "0"), ("3", "5", "0", "5"),
        ] as [(Amount, Amount, Amount, Amount)])
    func `a buyer's price goes down, a seller's up`(
        value: Amount, size: Amount, floor: Amount, ceiling: Amount
    ) throws {
        let step = try #require(Increment(size))
        #expect(try step.floor(value) == floor && step.ceiling(value) == ceiling)
        #expect(try step.price(value, for: .buy) == floor && step.price(value, for: .sell) == ceiling)
    }

    @Test func `a step below zero is none, and a multiple beyond every amount an error`() {
        #expect(Increment("-0.01") == nil && Increment(.zero) == Increment.none)
        #expect(throws: AmountOverflow.outOfRange) { try Increment("7")?.ceiling(.greatest) }
    }

    private static let table = TickTable([
        TickTable.Band(from: .zero, Increment("0.0001") ?? .none),
        TickTable.Band(from: "1", Increment("0.01") ?? .none),
    ])

    @Test(
        arguments: [
            ("0.55555", Side.buy, "0.5555"), ("0.55555", .sell, "0.5556"), ("0.99999", .sell, "1"),
            ("1.239", .sell, "1.24"), ("1.001", .buy, "1"), ("-1", .buy, "-1"),
        ] as [(Amount, Side, Amount)])
    func `steps grow with the price`(price: Amount, side: Side, expected: Amount) throws {
        #expect(try #require(Self.table).price(price, for: side) == expected)
    }

    @Test func `bands rise, and meet at a multiple of both their steps`() throws {
        let cent = try #require(Increment("0.01"))
        #expect(TickTable([]) == nil)
        #expect(TickTable([.init(from: .zero, cent), .init(from: .zero, cent)]) == nil)
        #expect(TickTable([.init(from: .zero, cent), .init(from: "1.005", .none)]) == nil)
        #expect(TickTable([.init(from: .zero, .none), .init(from: "1.005", cent)]) == nil)
        #expect(TickTable([.init(from: .zero, .none), .init(from: "1", cent)]) != nil)
    }
}
