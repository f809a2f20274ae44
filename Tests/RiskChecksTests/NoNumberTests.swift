import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

/// What no check may let pass: new risk on an account, a price or a quantity that is none.
@Suite struct NoNumberTests {
    static let checks: [String] = RiskChecks.all.map { "\($0.manifest.name)" }
    static let numbers = [Double.nan, .infinity, -.infinity, 0, -5]

    /// What a check, with its defaults, makes of an account that a test may spoil: 5% held of both instruments, more
    /// wanted of the first, the second to be closed.
    private func reviewed(
        _ name: String, _ spoil: (Portfolio, ApprovedTargetFrame) -> Void
    ) throws -> Reviewed {
        func review<Check: RiskCheck>(_ type: Check.Type) throws -> Reviewed {
            let portfolio = PortfolioBuilder(instruments: 2, cash: 90_000)
                .holding(50, of: 0, at: 100).holding(50, of: 1, at: 100).build()
            let targets = ApprovedTargetFrame(count: 2)
            (targets.weight[0], targets.weight[1]) = (0.06, 0)
            spoil(portfolio, targets)
            let market = MarketFrame.test([MarketBar(100), MarketBar(100)], at: ManualClock.start)
            try Check.test("", in: .risk(2)).review(
                .test(now: ManualClock.start, portfolio: portfolio), targets, market)
            return Reviewed(targets)
        }
        let found = RiskChecks.all.compactMap { $0 as? any RiskCheck.Type }.first {
            "\($0.manifest.name)" == name
        }
        guard let type = found else { throw MemoryMismatch("there is no check named \(name)") }
        return try review(type)
    }

    @Test(arguments: checks)
    func `a sound account may add and close`(name: String) throws {
        #expect(try reviewed(name) { _, _ in }.weight == [0.06, 0])
    }

    @Test(arguments: checks, numbers)
    func `an equity that is none adds nothing and lets closing pass`(name: String, equity: Double) throws {
        let got = try reviewed(name) { portfolio, _ in
            portfolio.equity = equity
            for index in 0..<2 { portfolio.weight[index] = 5_000 / equity }
        }
        // A margin check closes what an account below zero holds.
        #expect(got.weight[0].isNaN || got.weight[0] == 0)
        #expect(got.weight[1] == 0 && got.standing >= .reduceOnly)
        #expect(!got.causes[0].reason.isNone)
    }

    @Test(arguments: checks, numbers)
    func `a price that is none adds nothing to its holding and lets closing pass`(
        name: String, price: Double
    ) throws {
        let got = try reviewed(name) { portfolio, _ in
            for index in 0..<2 {
                portfolio.mark[index] = price
                portfolio.weight[index] = 50 * price / portfolio.equity
            }
        }
        #expect(got.weight[0].isNaN || got.weight[0] == 0)
        #expect(got.weight[1] == 0 && !got.causes[0].reason.isNone)
    }

    @Test(arguments: checks, [Double.nan, .infinity, -.infinity])
    func `a quantity that is none adds nothing and lets closing pass`(name: String, quantity: Double) throws {
        let got = try reviewed(name) { portfolio, _ in
            for index in 0..<2 {
                portfolio.quantity[index] = quantity
                portfolio.weight[index] = quantity * 100 / portfolio.equity
            }
        }
        #expect(got.weight[0].isNaN || got.weight[0] == 0)
        #expect(got.weight[1] == 0 && !got.causes[0].reason.isNone)
    }

    @Test(arguments: checks, [Double.infinity, -.infinity])
    func `a target that is no number is refused`(name: String, target: Double) throws {
        let got = try reviewed(name) { _, targets in targets.weight[0] = target }
        #expect(got.weight[0].isNaN && got.causes[0].reason == GuardrailReasons.invalidTarget)
    }

    @Test func `a check that forgot its screening would be found`() {
        // The same look at a frame that nothing has reviewed.
        let targets = ApprovedTargetFrame(count: 1)
        targets.weight[0] = 0.06
        let got = Reviewed(targets)
        #expect(!(got.weight[0].isNaN || got.weight[0] == 0) && got.causes[0].reason.isNone)
    }
}
