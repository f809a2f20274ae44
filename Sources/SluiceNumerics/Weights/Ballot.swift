/// Counts the votes of members on what to do, one member after the other.
///
/// *Majority*: each choice scores the sum of weight x confidence of its voters; the best wins, with its share of all
/// scores as confidence. *Leader*: the vote with the largest weight x confidence decides; its confidence times
/// (0.7 + 0.3 x share of voters who agree), and where all agree the weighted mean of all confidences x 1.2, at most 0.95.
/// The first seen wins a tie. Without a vote it is to hold, with confidence 0.
///
/// Worked number: buy at weight 0.4 and confidence 0.5, sell at 0.6 and 0.5: sell by majority 0.6, and led by sell 0.5 x
/// 0.85 = 0.425.
public struct Ballot: Sendable {
    /// What a vote is for.
    public enum Choice: Int, Sendable, CaseIterable {
        case buy
        case sell
        case hold
    }

    /// What came of it.
    public struct Outcome: Equatable, Sendable {
        /// What won.
        public let choice: Choice
        /// How sure the vote is of it, 0 to 1.
        public let confidence: Double
    }

    // By choice: scores, voters, and the place among the choices at which it was first voted for.
    private var scores: InlineArray<3, Double> = [0, 0, 0]
    private var voters: InlineArray<3, Int> = [0, 0, 0]
    private var places: InlineArray<3, Int> = [3, 3, 3]
    private var seen = 0
    private var count = 0
    private var weight = 0.0
    private var leading = Outcome(choice: .hold, confidence: 0)
    private var lead = -1.0

    /// Begins without a vote.
    public init() {}

    /// Takes a vote; one whose weight or confidence is negative or not finite is none.
    public mutating func add(_ choice: Choice, weight: Double, confidence: Double) {
        guard weight >= 0, confidence >= 0, weight.isFinite, confidence.isFinite else { return }
        let (index, score) = (choice.rawValue, weight * confidence)
        if voters[index] == 0 {
            places[index] = seen
            seen += 1
        }
        scores[index] += score
        voters[index] += 1
        count += 1
        self.weight += weight
        if score > lead { (lead, leading) = (score, Outcome(choice: choice, confidence: confidence)) }
    }

    /// What most of the weighted confidence is for.
    public var majority: Outcome {
        var (winner, total) = (Choice.hold, 0.0)
        for choice in Choice.allCases where voters[choice.rawValue] > 0 {
            let (index, best) = (choice.rawValue, winner.rawValue)
            total += scores[index]
            let isBetter =
                scores[index] > scores[best]
                || (scores[index] == scores[best] && places[index] < places[best])
            if voters[best] == 0 || isBetter { winner = choice }
        }
        return Outcome(choice: winner, confidence: total > 0 ? scores[winner.rawValue] / total : 0)
    }

    /// What the surest of the weighty votes is for.
    public var leader: Outcome {
        guard count > 0 else { return leading }
        let agreeing = voters[leading.choice.rawValue]
        guard agreeing < count else {
            let mean = weight > 0 ? scores[leading.choice.rawValue] / weight : 0
            return Outcome(choice: leading.choice, confidence: Swift.min(mean * 1.2, 0.95))
        }
        let agreement = Double(agreeing) / Double(count)
        return Outcome(choice: leading.choice, confidence: leading.confidence * (0.7 + 0.3 * agreement))
    }
}
