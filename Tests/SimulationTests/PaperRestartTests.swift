import Foundation
import SluiceEngine
import SluiceKit
import SluiceMarket
import Testing

@testable import Simulation

/// The paper broker with a journal: what a new process finds is what the one before has left.
@Suite struct PaperRestartTests {
    private struct Place {
        let path = FileManager.default.temporaryDirectory.path + "/sluice-paper-\(UUID().uuidString)"
        func remove() { try? FileManager.default.removeItem(atPath: path) }
    }

    private static let broker =
        "cash: 1000000 USD, account: margin, funding_rate: 1bps, funding_every: 3m, max_participation: null"

    private func scenario(
        _ place: Place, _ broker: String = broker, in world: World? = nil
    ) throws -> PaperScenario {
        try PaperScenario(
            """
              - { id: size, uses: sizer.fixed, with: { weight: 9%, gross_target: 90% } }
              - { id: guard, uses: risk.guardrails, with: { max_daily_loss: 90%, max_drawdown: 90% } }
            """,
            orders: "{ reconcile_every: 5 }", broker: broker, folder: place.path, in: world)
    }

    private func book(_ scenario: PaperScenario) -> (cash: Amount, funding: Amount, holdings: [Amount]) {
        let portfolio = scenario.engine.portfolio
        return (portfolio.cash, portfolio.funding, portfolio.holdings)
    }

    @Test func `ledger and paper are found equal every few cycles, charges and all`() throws {
        let place = Place()
        defer { place.remove() }
        let scenario = try scenario(place)
        defer { scenario.end() }
        scenario.world.market.weather.noise = 1
        scenario.go(60)
        let verdicts = scenario.steps.flatMap(\.verdicts)
        #expect(verdicts.count >= 12 && verdicts.allSatisfy { $0 == .passed })
        #expect(!scenario.engine.portfolio.funding.isZero)
        #expect(scenario.engine.portfolio.holdings.contains { !$0.isZero })
    }

    @Test(arguments: [true, false])
    func `a new process goes on with the account, its settings changed or not`(isChanged: Bool) throws {
        let place = Place()
        defer { place.remove() }
        var first: PaperScenario? = try scenario(place)
        first?.world.market.weather.noise = 1
        first?.go(23)
        let before = try book(#require(first))
        let world = first?.world
        defer { world?.close() }
        first = nil
        let second = try scenario(
            place, isChanged ? Self.broker + ", slippage: 7bps" : Self.broker, in: world)
        let after = book(second)
        #expect(after.cash == before.cash && after.holdings == before.holdings)
        #expect(after.funding == before.funding)
        second.go(30)
        let verdicts = second.steps.flatMap(\.verdicts)
        #expect(verdicts.first == .passed && !verdicts.contains(.refused))
        #expect(verdicts.last == .passed)
        #expect(second.steps.contains { !$0.sent.isEmpty })
        #expect(second.engine.portfolio.cash != before.cash)
        #expect(second.engine.portfolio.openOrders.allSatisfy { !$0.isUnknown })
    }
}
