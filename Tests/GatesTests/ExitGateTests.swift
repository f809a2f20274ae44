import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct ExitGateTests {
    private let start = ManualClock.start

    private struct Outcome: Equatable {
        var isExit: Bool
        var reason: String
        var observed: Double
        var limit: Double
    }

    /// What becomes of one holding, bought at 100.
    private func outcome(
        _ gate: ExitGate, quantity: Double = 10, mark: Double = 100, paid: Double = 100, alpha: Double = 0,
        cost: Double = 5, after: Span = .zero, probabilities: ProbabilityFrame? = nil, horizon: Double = 0
    ) throws -> Outcome {
        let decisions = DecisionFrame.test([alpha < 0 ? -1 : 1], horizon: horizon)
        (decisions.alpha[0], decisions.cost[0]) = (alpha, cost)
        let portfolio = PortfolioBuilder(instruments: 1).holding(quantity, of: 0, at: mark, paid: paid)
            .build()
        gate.filter(
            .test(now: start + after, portfolio: portfolio), decisions, .one(),
            GateEvidence(probabilities: probabilities))
        let cause = decisions.causes[0]
        return withExtendedLifetime(decisions) {
            Outcome(
                isExit: decisions.isExit(0), reason: "\(cause.reason.name)", observed: cause.observed,
                limit: cause.limit)
        }
    }

    private func gate(_ yaml: String = "") throws -> ExitGate { try ExitGate.test(yaml, in: .letters(1)) }

    @Test func `a stop closes on its limit, long and short`() throws {
        let yaml = "stop_loss: 2%"
        let long = try outcome(gate(yaml), mark: 97.9)
        #expect(
            long.isExit && long.reason == "stop_loss" && (long.observed + 2.1).magnitude < 1e-9
                && long.limit == -2)
        #expect(try outcome(gate(yaml), mark: 98).isExit)
        #expect(try !outcome(gate(yaml), mark: 98.01).isExit)
        #expect(try outcome(gate(yaml), quantity: -10, mark: 102).reason == "stop_loss")
        #expect(try !outcome(gate(yaml), quantity: -10, mark: 90).isExit)
        #expect(try !outcome(gate(), mark: 50).isExit)
    }

    @Test func `a profit is taken on its limit`() throws {
        let yaml = "take_profit: 5%"
        let got = try outcome(gate(yaml), mark: 105)
        #expect(got.reason == "take_profit" && (got.observed - 5).magnitude < 1e-9 && got.limit == 5)
        #expect(try outcome(gate(yaml), quantity: -10, mark: 95).reason == "take_profit")
        #expect(try !outcome(gate(yaml), mark: 104.9).isExit)
    }

    @Test func `an alpha that turned by more than its cost closes`() throws {
        let got = try outcome(gate(), alpha: -6)
        #expect(got.reason == "exit_alpha" && got.observed == -6 && got.limit == 5)
        #expect(try !outcome(gate(), alpha: -5).isExit)
        #expect(try !outcome(gate(), alpha: 60).isExit)
        #expect(try outcome(gate(), quantity: -10, alpha: 6).isExit)
        #expect(try !outcome(gate("alpha_turned: false"), alpha: -60).isExit)
        for (alpha, cost) in [(Double.nan, 5.0), (-6, .nan), (-.infinity, 5)] {
            #expect(try !outcome(gate(), alpha: alpha, cost: cost).isExit)
        }
    }

    @Test func `a turning point ahead closes above the entry's threshold and the margin`() throws {
        let frame = ProbabilityFrame(instruments: 1, horizons: 2)
        frame.peak(horizon: 0)[0] = 0.66
        frame.valley(horizon: 0)[0] = 0.6
        frame.peak(horizon: 1)[0] = 0.65
        let long = try outcome(gate("barrier: true"), probabilities: frame)
        #expect(long.reason == "exit_peak" && long.observed == 0.66 && (long.limit - 0.65).magnitude < 1e-12)
        #expect(try !outcome(gate("barrier: true"), probabilities: frame, horizon: 1).isExit)
        #expect(try outcome(gate("barrier: true"), probabilities: frame, horizon: .nan).isExit)
        #expect(try !outcome(gate("barrier: true"), quantity: -10, probabilities: frame).isExit)
        let tight = try gate("{ barrier: true, valley: 0.5, exit_margin: 0 }")
        #expect(try outcome(tight, quantity: -10, probabilities: frame).reason == "exit_valley")
        #expect(try !outcome(gate("{ barrier: true, peak: 0.7 }"), probabilities: frame).isExit)
        #expect(try !outcome(gate(), probabilities: frame).isExit)
        frame.peak(horizon: 0)[0] = .nan
        #expect(try !outcome(gate("barrier: true"), probabilities: frame).isExit)
        #expect(try ExitGate.ports(.test("barrier: true")).needs.contains(.init(.probabilities)))
        #expect(!ExitGate.ports(.init()).needs.contains(.init(.probabilities)))
    }

    @Test func `age counts from when the holding was opened on its side`() throws {
        let yaml = "max_age: 10m"
        let gate = try gate(yaml)
        #expect(try !outcome(gate, after: .zero).isExit)
        #expect(try !outcome(gate, after: .minutes(9)).isExit)
        let other = try recalled(gate, yaml, in: .letters(1))
        let old = try outcome(other, after: .minutes(10))
        #expect(old.reason == "holding_too_old" && old.observed == 600_000 && old.limit == 600_000)
        // A holding that turned, or was closed between, is a new one.
        #expect(try !outcome(gate, quantity: -5, after: .minutes(10)).isExit)
        #expect(try !outcome(gate, quantity: 0, after: .minutes(19)).isExit)
        #expect(try !outcome(gate, quantity: -5, after: .minutes(21)).isExit)
    }

    @Test func `the first cause in order counts, and nothing held is nothing closed`() throws {
        let all = "{ stop_loss: 1%, take_profit: 1%, max_age: 1s }"
        #expect(try outcome(gate(all), mark: 90, alpha: -100).reason == "stop_loss")
        #expect(try outcome(gate(all), mark: 110, alpha: -100).reason == "take_profit")
        #expect(try !outcome(gate(all), quantity: 0, mark: 90, alpha: -100).isExit)
    }

    @Test func `a price that is unknown closes nothing`() throws {
        for (mark, paid) in [(Double.nan, 100.0), (100, .nan)] {
            #expect(try !outcome(gate("{ stop_loss: 1%, take_profit: 1% }"), mark: mark, paid: paid).isExit)
        }
    }

    @Test(arguments: [
        "stop_loss: 0%", "take_profit: 10001%", "peak: 2", "valley: -1", "exit_margin: 2", "max_age: 0s",
    ])
    func `settings have bounds`(yaml: String) { #expect(!ExitGate.issues(yaml).isEmpty) }
}
