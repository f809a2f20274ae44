import SluiceKit
import Testing

@testable import Simulation

/// Markets that fall and dry up, on the paper broker, with risk checks that are whole and some with a part missing.
@Suite struct PaperScenarioTests {
    // MARK: Margin call

    private static let names = "S3: 25%, S7: 21%, default: 18%"
    private static let rates = (0..<10).map { $0 == 3 ? 0.24 : $0 == 7 ? 0.20 : 0.15 }

    private static func margin(close: Bool = true, rates: String = "S3: 24%, S7: 20%, default: 15%") -> String
    {
        """
          - id: margin
            uses: risk.margin
            with: { initial: { \(names) }, maintenance: { \(rates) }, max_utilization: 95%, close: \(close) }
        """
    }

    private static let fall =
        "  - { id: fall, uses: risk.drawdown, with: { running: 60%, on_breach: flatten } }"

    private func walkDown(_ checks: [String]) throws -> [String] {
        let size = "  - { id: size, uses: sizer.fixed, with: { weight: 40%, gross_target: 1000% } }"
        let scenario = try PaperScenario(
            ([size] + checks).joined(separator: "\n"),
            broker: """
                cash: 1000000 USD, account: margin, initial_margin: 18%, maintenance_margin: 5%,
                slippage: 0bps, fee: 0bps, max_participation: null
                """)
        defer { scenario.end() }
        scenario.world.opinion = 20
        scenario.go(4)
        #expect(scenario.steps.last?.values.allSatisfy { $0 > 0 } == true)
        scenario.world.opinion = nil
        scenario.world.isQuiet = true
        scenario.world.market.weather.drift = -0.005
        scenario.go(60)
        // The market comes back, and everyone wants in again.
        scenario.world.isQuiet = false
        scenario.world.opinion = 20
        scenario.world.market.weather.drift = 0.01
        scenario.go(20)
        return WalkDownProof(rates: Self.rates).breaches(scenario.steps)
    }

    @Test func `a margin call warns, reduces, closes what frees most first, and latches`() throws {
        #expect(try walkDown([Self.margin(), Self.fall]) == [])
    }

    @Test func `a walk-down with a part missing is found out`() throws {
        let blind = try walkDown([Self.margin(close: false), Self.fall])
        #expect(blind.contains("the account stays below its maintenance margin"), "\(blind)")
        let unlatched = try walkDown([Self.margin()])
        #expect(unlatched.contains("a step is missing"), "\(unlatched)")
        let wrong = try walkDown([Self.margin(rates: "S3: 15%, S7: 20%, default: 16%"), Self.fall])
        #expect(wrong.contains("a position is closed before one that frees more"), "\(wrong)")
        let none = try walkDown([Self.fall])
        #expect(none.contains("a step is missing"), "\(none)")
    }

    // MARK: Liquidity crunch

    private static let gate =
        "  - { id: spread, uses: gate.spread, with: { max_spread: 12bps, max_quote_age: 60s } }"
    private static let size = "  - { id: size, uses: sizer.fixed, with: { weight: 9%, gross_target: 90% } }"

    private func crunch(
        gate: String? = gate, orders: String = "{ max_participation: 5% }", action: String = "flatten",
        levels: Int = 10
    ) throws -> [String] {
        let fall = "  - { id: fall, uses: risk.drawdown, with: { running: 8%, on_breach: \(action) } }"
        let scenario = try PaperScenario(
            ([gate, Self.size, fall].compactMap(\.self)).joined(separator: "\n"), orders: orders,
            broker: """
                cash: 1000000 USD, slippage_model: book, book_levels: \(levels), book_share: 2%, book_tick: 2bps,
                max_participation: 20%
                """)
        defer { scenario.end() }
        scenario.world.opinion = 20
        scenario.go(12)
        #expect(scenario.steps.last?.values.contains { $0 > 0 } == true)
        // A tenth of a percent of the volume and of the depth is left, the spread is 60 bps, and prices fall.
        let crunch = scenario.world.cycle + 1
        scenario.world.market.weather.volume = 100
        scenario.world.market.weather.depth = 1
        scenario.world.market.weather.halfSpread = 0.003
        scenario.world.opinion = -20
        scenario.go(10)
        scenario.world.market.weather.drift = -0.01
        scenario.go(10)
        scenario.world.market.weather.drift = 0
        scenario.go(600)
        return CrunchProof(participation: 0.05, spread: 0.0012).breaches(scenario.steps, from: crunch)
    }

    @Test func `when the market dries up nothing large is entered, and exits still leave`() throws {
        #expect(try crunch() == [])
    }

    @Test func `a crunch with a part missing is found out`() throws {
        let open = try crunch(gate: nil, orders: "{}")
        #expect(open.contains("an order enters at a wide spread"), "\(open)")
        let large = try crunch(gate: nil, orders: "{}", action: "halt")
        #expect(large.contains("something is left"), "\(large)")
    }
}
