import Testing

@testable import SluiceNumerics

@Suite struct BallotTests {
    private func ballot(_ votes: [(Ballot.Choice, Double, Double)]) -> Ballot {
        var ballot = Ballot()
        for (choice, weight, confidence) in votes {
            ballot.add(choice, weight: weight, confidence: confidence)
        }
        return ballot
    }

    @Test func `the worked number`() {
        let votes = ballot([(.buy, 0.4, 0.5), (.sell, 0.6, 0.5)])
        #expect(votes.majority == .init(choice: .sell, confidence: 0.6))
        #expect(votes.leader.choice == .sell && (votes.leader.confidence - 0.425).magnitude < 1e-15)
    }

    @Test func `without a vote it is to hold`() {
        for votes in [Ballot(), ballot([(.buy, .nan, 1), (.sell, 1, -1), (.buy, .infinity, 1)])] {
            #expect(votes.majority == .init(choice: .hold, confidence: 0))
            #expect(votes.leader == .init(choice: .hold, confidence: 0))
        }
    }

    @Test(arguments: [Ballot.Choice.buy, .sell, .hold])
    func `the first seen wins a tie`(first: Ballot.Choice) {
        let others = Ballot.Choice.allCases.filter { $0 != first }
        let votes = ballot([(first, 1, 0.5)] + others.map { ($0, 1, 0.5) })
        #expect(votes.majority.choice == first && votes.leader.choice == first)
        let silent = ballot([(first, 0, 0), (others[0], 0, 0)])
        #expect(silent.majority == .init(choice: first, confidence: 0) && silent.leader.choice == first)
    }

    @Test func `all of one mind are surer, up to a limit`() {
        let votes = ballot([(.buy, 0.38, 0.26), (.buy, 0.4, 0.27)])
        #expect((votes.leader.confidence - 1.2 * 0.2068 / 0.78).magnitude < 1e-12)
        #expect(votes.majority.confidence == 1)
        #expect(ballot([(.sell, 1, 0.9), (.sell, 1, 0.9)]).leader.confidence == 0.95)
        #expect(ballot([(.sell, 0, 0.9)]).leader == .init(choice: .sell, confidence: 0))
    }

    @Test func `doubling all weights changes nothing, in 10,000 cases of seed 341`() {
        var dice = SeededDice(seed: 341)
        for _ in 0..<10_000 {
            let votes = (0...dice.below(6)).map { _ in
                (Ballot.Choice.allCases[dice.below(3)], dice.unit(), dice.unit())
            }
            let (one, two) = (ballot(votes), ballot(votes.map { ($0.0, 2 * $0.1, $0.2) }))
            #expect(one.majority == two.majority && one.leader == two.leader)
            #expect((0...1).contains(one.majority.confidence) && (0...1).contains(one.leader.confidence))
        }
    }

    @Test func `a regime stays between its thresholds`() throws {
        let rule = try TrendRegimeRule()
        var (regime, path) = (TrendRegime.neutral, [TrendRegime]())
        for strength in [22, 26, 24, .nan, 19, 20, 25, 25.1] {
            regime = rule.next(after: regime, strength: strength)
            path.append(regime)
        }
        #expect(
            path == [.neutral, .trending, .trending, .trending, .ranging, .ranging, .ranging, .trending])
        #expect(TrendRegimeRule.weight(in: .neutral, trending: 1, ranging: 0.5) == 0.75)
        #expect(TrendRegimeRule.weight(base: 0.5, multiplier: 1.4, certainty: 0.5) == 0.6)
        #expect(throws: InvalidParameter.self) { try TrendRegimeRule(trend: 10, range: 20) }
        #expect(throws: InvalidParameter.self) { try TrendRegimeRule(trend: .nan) }
    }
}
