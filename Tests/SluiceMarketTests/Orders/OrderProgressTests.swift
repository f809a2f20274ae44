import SluiceMarket
import Testing

@Suite struct OrderProgressTests {
    private func order(_ quantity: Amount, sent: Bool = true) throws -> OrderProgress {
        var order = try #require(OrderProgress(quantity: quantity))
        if sent {
            #expect(order.apply(.intended) == .taken)
            #expect(order.apply(.sent) == .taken)
        }
        return order
    }

    @Test func `60 at 10 and 40 at 11 of 100 are filled at 10,4`() throws {
        var order = try order(Amount(100))
        #expect(order.averagePrice == nil)
        #expect(try order.fill(Amount(60), at: Amount(10)) == .taken)
        #expect(order.state == .partiallyFilled)
        #expect(order.remaining == Amount(40))
        #expect(try order.fill(Amount(40), at: Amount(11)) == .taken)
        #expect(order.state == .filled)
        #expect(order.averagePrice == Amount(parsing: "10.4"))
    }

    @Test func `three fills of a tenth fill three tenths`() throws {
        let tenth = try #require(Amount(parsing: "0.1"))
        var order = try order(#require(Amount(parsing: "0.3")))
        for _ in 0..<3 { #expect(try order.fill(tenth, at: Amount(1)) == .taken) }
        #expect(order.state == .filled)
        #expect(order.remaining == .zero)
    }

    @Test func `a fill that is too large is booked whole`() throws {
        var order = try order(Amount(100))
        #expect(try order.fill(Amount(150), at: Amount(10)) == .unexpectedFill)
        #expect(order.state == .filled)
        #expect(order.filled == Amount(150))
        #expect(order.remaining == .zero)
    }

    @Test func `a fill after a cancel or before the order was sent is booked`() throws {
        var late = try order(Amount(100))
        _ = late.apply(.cancelled)
        #expect(try late.fill(Amount(10), at: Amount(10)) == .unexpectedFill)
        #expect(late.state == .cancelled)
        #expect(try late.fill(Amount(90), at: Amount(10)) == .unexpectedFill)
        #expect(late.state == .filled)
        var early = try order(Amount(100), sent: false)
        #expect(try early.fill(Amount(10), at: Amount(10)) == .unexpectedFill)
        #expect(early.filled == Amount(10))
    }

    @Test func `a machine that refuses fills changes nothing by one`() throws {
        var order = try #require(OrderProgress(quantity: Amount(100), fills: .refused))
        let before = order
        #expect(try order.fill(Amount(10), at: Amount(10)) == .refused)
        #expect(order == before)
    }

    @Test(arguments: [Amount.zero, Amount(-5)])
    func `no order and no fill is of nothing`(quantity: Amount) throws {
        #expect(OrderProgress(quantity: quantity) == nil)
        var order = try order(Amount(1))
        #expect(try order.fill(quantity, at: Amount(1)) == .refused)
    }

    @Test func `a sum that no amount can hold changes nothing`() throws {
        var order = try order(.greatest)
        _ = try order.fill(Amount(1), at: .greatest)
        let before = order
        #expect(throws: AmountOverflow.self) { try order.fill(.greatest, at: Amount(1)) }
        #expect(throws: AmountOverflow.self) { try order.fill(Amount(1), at: .greatest) }
        #expect(order == before)
    }
}
