import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct PrefilterGateTests {
    private func left(_ yaml: String, scores: [Double], costs: [Double] = [10, 10, 10, 10]) throws -> [Left] {
        let market = MarketFrame.test(scores.map { _ in MarketBar(100) })
        return try PrefilterGate.test(yaml, in: .letters(scores.count)).left(
            of: scores.map { _ in 1 }, in: market
        ) { decisions in
            for index in scores.indices {
                decisions.score[index] = scores[index]
                decisions.cost[index] = costs[index]
            }
        }
    }

    @Test func `the first in rank pass, of equals the earlier`() throws {
        let left = try left("top_k: 2", scores: [5, 9, 5, 7])
        #expect(left.map(\.reason) == ["outranked", "", "outranked", ""])
        #expect(left[0].observed == 3 && left[2].observed == 4 && left[0].limit == 2)
        #expect(try self.left("top_k: 3", scores: [5, 9, 5, 7]).map(\.reason) == ["", "", "outranked", ""])
    }

    @Test func `a score and a cost have limits, on which they pass`() throws {
        let left = try left("min_score: 6bps", scores: [5.9, 6, 7, 8], costs: [1, 28, 28.1, 1])
        #expect(left.map(\.reason) == ["score_low", "", "cost_ratio_high", ""])
        #expect(left[0].observed == 5.9 && left[0].limit == 6)
        #expect((left[2].observed - 70.25).magnitude < 1e-9 && left[2].limit == 70)
        #expect(try self.left("max_cost_ratio: 71%", scores: [5], costs: [28.1])[0].passes)
    }

    @Test func `what is blocked takes no place`() throws {
        let left = try left("top_k: 1", scores: [9, 5, 1, 1], costs: [39, 1, 1, 1])
        #expect(left.map(\.reason) == ["cost_ratio_high", "", "score_low", "score_low"])
    }

    @Test func `what is unknown blocks`() throws {
        let left = try left("", scores: [.nan, .infinity, 5], costs: [1, 1, .nan])
        #expect(left.allSatisfy { $0.reason == "score_unknown" })
    }

    @Test(arguments: ["top_k: 0", "min_score: -1bps", "max_cost_ratio: 1001%"])
    func `settings have bounds`(yaml: String) { #expect(!PrefilterGate.issues(yaml).isEmpty) }
}
