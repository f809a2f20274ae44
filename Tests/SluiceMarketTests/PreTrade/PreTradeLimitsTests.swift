import SluiceMarket
import Testing

@Suite struct PreTradeLimitsTests {
    private static let limits = PreTradeLimits(
        maxLeverage: "5", maxNotional: "600000", maxSymbolExposure: "8", maxExposure: "20",
        minBuffer: "0.98", maintenanceRate: "0.005")

    private func order(
        _ side: Side = .buy, _ quantity: Amount = "3776.3466", price: Amount = "136.64",
        isContract: Bool = true, held: Amount = .zero
    ) -> PreTradeLimits.Order {
        .init(side: side, quantity: quantity, price: price, isContract: isContract, held: held)
    }

    private func codes(
        _ order: PreTradeLimits.Order, equity: Amount? = "100000", rest: Amount? = .zero,
        isKilled: Bool = false, isReduceOnly: Bool = false
    ) -> [String] {
        Self.limits.violations(
            order, equity: equity, rest: rest, isKilled: isKilled, isReduceOnly: isReduceOnly
        ).codes
    }

    @Test func `every limit that is broken is named, in order`() throws {
        #expect(codes(order()) == ["symbol_leverage", "max_leverage", "projected_buffer"])
        #expect(try Self.limits.projectedBuffer(order(), equity: "100000") == "0.974200000029")
        #expect(codes(order(.buy, "10000")).count == 5)
        #expect(codes(order(.buy, "10000"), rest: "1000000").count == 6)
        #expect(codes(order(.buy, "10000", isContract: false)) == ["symbol_notional", "symbol_exposure"])
        #expect(codes(order(.buy, "1")) == [])
    }

    @Test func `what is held already counts, and what only reduces passes before everything`() {
        #expect(codes(order(.buy, "1", held: "3776")).first == "symbol_leverage")
        let reducing = order(.sell, "3776", held: "3776")
        #expect(codes(reducing, equity: nil, rest: nil, isKilled: true, isReduceOnly: true) == [])
        #expect(codes(order(.sell, "3777", held: "3776"), isReduceOnly: true) == ["reduce_only"])
        #expect(codes(order(.sell, "3777", held: "3776"), isKilled: true) == ["kill_switch"])
        #expect(codes(order(.sell, "3777", held: "3776")) == [])
    }

    @Test(arguments: [nil, "0", "-5"] as [Amount?])
    func `an equity that is not known or not above zero is a veto`(equity: Amount?) {
        #expect(codes(order(), equity: equity) == ["equity"])
    }

    @Test func `other numbers that are none are a veto each`() {
        #expect(codes(order(.buy, "0")) == ["quantity"] && codes(order(.buy, "-1")) == ["quantity"])
        #expect(codes(order(price: .zero)) == ["price"] && codes(order(price: "-1")) == ["price"])
        #expect(codes(order(), rest: nil) == ["rest_unknown"])
        #expect(codes(order(.buy, .greatest, price: .greatest)) == ["guard_error"])
        #expect(PreTradeLimits().violations(order(), equity: "1", rest: .zero).firstCode == nil)
        let violations = Self.limits.violations(order(), equity: "100000", rest: .zero)
        #expect(violations.firstCode == "symbol_leverage")
    }

    @Test(arguments: [("500000", false), ("500000.0001", true)] as [(Amount, Bool)])
    func `a cap is broken above it, not on it`(value: Amount, isBroken: Bool) {
        #expect(codes(order(.buy, value, price: "1")).contains("symbol_leverage") == isBroken)
    }

    @Test(arguments: [("0.98", false), ("0.980000000001", true)] as [(Amount, Bool)])
    func `a buffer is broken below it, not on it`(least: Amount, isBroken: Bool) {
        var limits = Self.limits
        limits.minBuffer = least
        // 0.5% of 400,000 is 2% of the equity.
        let violations = limits.violations(
            order(.buy, "400000", price: "1"), equity: "100000", rest: .zero)
        #expect(violations.contains(.projectedBuffer) == isBroken)
    }
}
