import SluiceNumerics
import Testing

@Suite struct PaperAccountTests {
    @Test func `a buy pays the ask, slippage and a fee`() throws {
        var account = try Self.account(cash: 10_000)
        guard case .filled(let price, let fee) = account.order(0, sign: 1, quantity: 100) else {
            Issue.record("not filled")
            return
        }
        #expect(abs(price - 50.025) < 1e-12 && abs(fee - 0.500_25) < 1e-12)
        #expect(abs(account.cash - (10_000 - 5_002.5 - 0.500_25)) < 1e-9)
        #expect(account.positions == [100, 0])
    }

    @Test func `a limit that is not touched waits`() throws {
        var account = try Self.account(cash: 10_000)
        expect(account.order(0, sign: 1, quantity: 1, limit: 1) == .resting)
        expect(account.order(0, sign: -1, quantity: 1, limit: 60) == .resting)
        expect(account.order(0, sign: 1, quantity: 1, limit: .nan) == .resting)
        #expect(account.cash == 10_000)
        guard case .filled = account.order(0, sign: 1, quantity: 1, limit: 51) else {
            Issue.record("not filled")
            return
        }
    }

    @Test func `one short does not pay for the next`() throws {
        for (shortCash, admits) in [(PaperAccount.ShortCash.held, false), (.asked, true)] {
            var account = try Self.account(cash: 10_000, shortCash: shortCash)
            guard case .filled = account.order(0, sign: -1, quantity: 190) else {
                Issue.record("not filled")
                return
            }
            let second = account.order(1, sign: -1, quantity: 190)
            #expect((second != .insufficientCash) == admits)
            // Neither do its proceeds buy anything.
            expect((account.order(1, sign: 1, quantity: 250) != .insufficientCash) == admits)
        }
    }

    @Test func `what was held back pays for covering`() throws {
        var account = try Self.account(cash: 10_000)
        _ = account.order(0, sign: -1, quantity: 190)
        guard case .filled = account.order(0, sign: 1, quantity: 190) else {
            Issue.record("not filled")
            return
        }
        #expect(account.positions == [0, 0])
        #expect(account.cash < 10_000 && account.cash > 9_980)
    }

    @Test(arguments: [0, -1, .nan, .infinity] as [Double])
    func `a quantity is above zero`(quantity: Double) throws {
        var account = try Self.account(cash: 10_000)
        let before = account
        expect(account.order(0, sign: 1, quantity: quantity) == .invalidQuantity)
        #expect(account == before)
    }

    @Test(arguments: [(Double.nan, 50.0), (0, 0), (-1, -1), (.infinity, .infinity)])
    func `without a quote nothing is filled`(bid: Double, ask: Double) throws {
        var account = try Self.account(cash: 10_000)
        account.quote(0, bid: bid, ask: ask)
        expect(account.order(0, sign: -1, quantity: 1) == .noQuote)
        #expect(try PaperAccount(instruments: 1, cash: 1).value == 1)
    }

    @Test func `without fees and spread value stays what it was`() throws {
        var dice = SeededDice(seed: 101)
        var account = try PaperAccount(
            instruments: 3, cash: 100_000, slippageBps: 0, feeBps: 0, shortCash: .held)
        for instrument in 0..<3 { account.quote(instrument, bid: 20, ask: 20) }
        var (filled, refused) = (0, 0)
        for _ in 0..<1_000 {
            let outcome = account.order(
                dice.below(3), sign: dice.unit() < 0.5 ? 1 : -1, quantity: Double(1 + dice.below(900)))
            if case .filled = outcome { filled += 1 } else { refused += 1 }
            #expect(abs(account.value - 100_000) < 1e-6 && account.cash >= 0)
        }
        #expect(filled > 100 && refused > 10)
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try PaperAccount(instruments: -1, cash: 1) }
        #expect(throws: InvalidParameter.self) { try PaperAccount(instruments: 1, cash: .nan) }
        #expect(throws: InvalidParameter.self) {
            try PaperAccount(instruments: 1, cash: 1, slippageBps: 10_000)
        }
        #expect(throws: InvalidParameter.self) { try PaperAccount(instruments: 1, cash: 1, feeBps: -1) }
    }

    private static func account(
        cash: Double, shortCash: PaperAccount.ShortCash = .held
    ) throws -> PaperAccount {
        var account = try PaperAccount(instruments: 2, cash: cash, shortCash: shortCash)
        for instrument in 0..<2 { account.quote(instrument, bid: 49.99, ask: 50) }
        return account
    }
}
