import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct NettingGateTests {
    private let start = ManualClock.start

    private func left(
        _ gate: NettingGate, _ sides: [Double], nets: [Double], after: Span = .zero, held: [Int: Double] = [:]
    ) throws -> [Left] {
        var builder = PortfolioBuilder(instruments: sides.count)
        for (index, quantity) in held { builder = builder.holding(quantity, of: index, at: 100) }
        return try gate.left(
            of: sides, in: .test(sides.map { _ in MarketBar(100) }), at: start + after,
            portfolio: builder.build()
        ) { decisions in
            for index in sides.indices { decisions.net[index] = nets[index] * sides[index] }
        }
    }

    @Test func `a net edge has a least, and a higher one against the holding`() throws {
        let gate = try NettingGate.test("max_churn: 100%", in: .letters(3))
        let left = try left(gate, [1, 1, -1], nets: [9.9, 10, 14.9], held: [2: 5])
        #expect(left.map(\.reason) == ["net_low", "", "net_low"])
        #expect(left[0].observed == 9.9 && left[0].limit == 10 && left[2].limit == 15)
        #expect(try self.left(gate, [1, 1, -1], nets: [10, 10, 15], held: [2: 5])[2].passes)
        #expect(
            try self.left(gate, [1, 1, -1], nets: [10, 10, 10], after: .minutes(5), held: [2: -5])[2].passes)
        let free = try NettingGate.test("{ min_net: 0bps, hysteresis: 0bps }", in: .letters(1))
        #expect(try self.left(free, [1], nets: [0], held: [0: -5])[0].passes)
    }

    @Test func `a flip soon after the last is suppressed`() throws {
        let gate = try NettingGate.test("{ window: 30s, max_churn: 100% }", in: .letters(1))
        #expect(try left(gate, [1], nets: [20])[0].passes)
        let flip = try left(gate, [-1], nets: [20], after: .seconds(29))[0]
        #expect(flip.reason == "flip_suppressed" && flip.observed == 29_000 && flip.limit == 30_000)
        // The same side is no flip, and the last one that was let through counts.
        #expect(try left(gate, [1], nets: [20], after: .milliseconds(29_500))[0].passes)
        #expect(try left(gate, [-1], nets: [20], after: .seconds(30))[0].passes)
        #expect(try left(gate, [1], nets: [20], after: .seconds(31))[0].reason == "flip_suppressed")
    }

    @Test func `no more than a part of the universe turns at once, the largest net first`() throws {
        let gate = try NettingGate.test("{ max_churn: 50%, window: 0s }", in: .letters(4))
        let held = [0: 5.0, 1: 5, 2: 5]
        let left = try left(gate, [-1, -1, -1, 1], nets: [20, 30, 25, 11], held: held)
        #expect(left.map(\.reason) == ["churn_too_high", "", "", ""])
        #expect(left[0].observed == 75 && left[0].limit == 50)
    }

    @Test func `what was let through is remembered`() throws {
        let gate = try NettingGate.test("", in: .letters(1))
        _ = try left(gate, [1], nets: [20])
        let other = try recalled(gate, "", in: .letters(1))
        #expect(try left(other, [-1], nets: [20], after: .seconds(5))[0].reason == "flip_suppressed")
    }

    @Test(arguments: [Double.nan, .infinity]) func `what is unknown blocks`(net: Double) throws {
        let gate = try NettingGate.test("", in: .letters(1))
        #expect(try left(gate, [1], nets: [net])[0].reason == "net_unknown")
    }

    @Test(arguments: ["min_net: -1bps", "hysteresis: 10001bps", "window: 31d", "max_churn: 101%"])
    func `settings have bounds`(yaml: String) { #expect(!NettingGate.issues(yaml).isEmpty) }
}
