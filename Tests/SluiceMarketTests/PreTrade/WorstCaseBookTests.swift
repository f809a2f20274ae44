import SluiceMarket
import Testing

@Suite struct WorstCaseBookTests {
    private func book(
        held: Amount, price: Amount? = "100", buys: [Amount] = [], sales: [Amount] = [], exits: [Amount] = []
    ) throws -> WorstCaseBook {
        var book = WorstCaseBook(instruments: 2)
        book.hold(held, at: price, marginRate: "0.1", of: 0)
        for quantity in buys { try book.add(.buy, quantity, of: 0) }
        for quantity in sales { try book.add(.sell, quantity, of: 0) }
        for quantity in exits {
            try book.add(held > .zero ? .sell : .buy, quantity, of: 0, onlyReduces: true)
        }
        return book
    }

    @Test func `either all buys trade or all sales`() throws {
        let book = try book(held: "10", buys: ["5"], sales: ["30"])
        #expect(try book.sums().gross == "2000")
        #expect(try book.sums(of: 0, adding: "10", .sell).gross == "3000")
        #expect(try book.sums(of: 0, adding: "5", .buy).gross == "2000")
        #expect(try book.sums().margin == "200")
        #expect(try book.sums().long == "1500")
        #expect(try book.sums().short == "-2000")
        #expect(try book.sums().net == "2000")
        #expect(try book.held(before: .buy, of: 0) == "15")
        #expect(try book.held(before: .sell, of: 0) == "-20")
    }

    @Test func `exits never lead past zero, and count for the net value only`() throws {
        let book = try book(held: "10", exits: ["10", "10"])
        #expect(try book.sums().gross == "1000")
        #expect(try book.sums().short == "0")
        let short = try self.book(held: "-10", exits: ["4"])
        #expect(try short.sums().long == "-600")
        #expect(try short.sums().gross == "1000")
    }

    @Test(arguments: [nil, "0", "-1"] as [Amount?])
    func `what is at stake needs a price, what is not does not`(price: Amount?) throws {
        let held = try book(held: "10", price: price)
        #expect(throws: WorstCaseBook.Unknown.self) { try held.sums() }
        let open = try book(held: "0", price: price, buys: ["1"])
        #expect(throws: WorstCaseBook.Unknown.self) { try open.sums() }
        #expect(try book(held: "0", price: price).sums().gross == .zero)
        let large = try book(held: .greatest, price: .greatest)
        #expect(throws: WorstCaseBook.Unknown.self) { try large.sums() }
    }

    /// The largest value over every way in which a subset of the open orders may trade.
    private static func worst(_ held: Int, _ orders: [Int]) -> Int {
        var worst = abs(held)
        for choice in 0..<(1 << orders.count) {
            var position = held
            for (index, order) in orders.enumerated() where choice >> index & 1 == 1 { position += order }
            worst = max(worst, abs(position))
        }
        return worst
    }

    /// The worst case of 400 accounts from one seed against every subset; a wrong variant that nets buys and sales is caught.
    @Test func `no subset of the open orders is worse, 400 accounts of seed 11`() throws {
        var state: UInt64 = 11
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var netted = 0
        for _ in 0..<400 {
            let held = draw(41) - 20
            let orders = (0..<draw(7)).map { _ in draw(41) - 20 }.filter { $0 != 0 }
            let book = try book(
                held: Amount(held), price: "1", buys: orders.filter { $0 > 0 }.map { Amount($0) },
                sales: orders.filter { $0 < 0 }.map { Amount(-$0) })
            let worst = Self.worst(held, orders)
            #expect(try book.sums().gross == Amount(worst))
            if abs(held + orders.reduce(0, +)) != worst { netted += 1 }
        }
        #expect(netted > 100)
    }
}
