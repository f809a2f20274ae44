/// What is believed of each choice's chance of success: a Beta distribution apiece.
///
/// A reward r from 0 to 1 adds r to a choice's successes and 1 - r to its failures; before each, all that was counted
/// fades by the factor `memory`, so that the distant past weighs less. A reward that is not finite teaches nothing.
///
/// Source: Thompson 1933; Agrawal and Goyal 2012; for the fading Raj and Kalyani 2017. Worked number: prior 1, 1 and
/// rewards 1, 1, 0: Beta(3, 2), mean 0.6.
public struct BetaWeights: Equatable, Sendable {
    /// The successes and the failures that are believed in before the first reward.
    public let prior: Double
    /// What is kept of the counts with each reward, above 0 and at most 1.
    public let memory: Double
    /// How many rewards were taken.
    public private(set) var steps = 0
    /// The successes beyond the prior, by choice.
    public private(set) var successes: [Double]
    /// The failures beyond the prior, by choice.
    public private(set) var failures: [Double]

    /// Refuses less than one choice, a prior that is not above 0, and a memory outside 0.5 to 1.
    public init(choices: Int, prior: Double = 1, memory: Double = 1) throws(InvalidParameter) {
        try require("choices", choices, in: 1...100_000)
        try require("prior", prior, in: 0.01...1_000)
        try require("memory", memory, in: 0.5...1)
        (self.prior, self.memory) = (prior, memory)
        successes = [Double](repeating: 0, count: choices)
        failures = successes
    }

    /// How many choices there are.
    public var count: Int { successes.count }

    /// The believed chance of success of a choice.
    public func mean(_ choice: Int) -> Double {
        (successes[choice] + prior) / (successes[choice] + failures[choice] + 2 * prior)
    }

    /// Lets what was counted fade, before the rewards of a step are added.
    public mutating func begin() {
        steps += 1
        guard memory < 1 else { return }
        for choice in 0..<count {
            successes[choice] *= memory
            failures[choice] *= memory
        }
    }

    /// Adds a choice's reward, 0 to 1, the part of it that `share` says.
    public mutating func add(_ reward: Double, to choice: Int, share: Double = 1) {
        guard reward.isFinite, share >= 0, share <= 1 else { return }
        let success = Swift.min(Swift.max(reward, 0), 1)
        successes[choice] += share * success
        failures[choice] += share * (1 - success)
    }

    /// Takes the reward of one choice.
    public mutating func update(_ choice: Int, reward: Double) {
        guard reward.isFinite else { return }
        begin()
        add(reward, to: choice)
    }

    /// Fills in the believed chances as shares of their sum.
    public func means(into weights: inout MutableSpan<Double>) {
        precondition(weights.count == count)
        var sum = 0.0
        for choice in 0..<count { sum += mean(choice) }
        for choice in 0..<count { weights[choice] = mean(choice) / sum }
    }

    /// Fills in how often each choice was the best of `draws` throws of all of them; a share of 1 in all.
    ///
    /// One draw is Thompson's sampling: one choice has everything. Many come near the chance of being the best.
    public func bestShares<Throws: RandomNumberGenerator>(
        draws: Int, using dice: inout Throws, into weights: inout MutableSpan<Double>
    ) {
        precondition(weights.count == count && draws > 0)
        for choice in 0..<count { weights[choice] = 0 }
        for _ in 0..<draws {
            var (best, highest) = (0, -1.0)
            for choice in 0..<count {
                let value = GammaThrow.beta(
                    successes[choice] + prior, failures[choice] + prior, using: &dice)
                if value > highest { (best, highest) = (choice, value) }
            }
            weights[best] += 1
        }
        for choice in 0..<count { weights[choice] /= Double(draws) }
    }

    /// Forgets what was counted of a choice.
    public mutating func reset(_ choice: Int) { (successes[choice], failures[choice]) = (0, 0) }

    /// Takes back steps and counts; false, and nothing changed, when they do not fit.
    public mutating func restore(steps: Int, successes: [Double], failures: [Double]) -> Bool {
        guard steps >= 0, steps < 1 << 50, successes.count == count, failures.count == count,
            (successes + failures).allSatisfy({ $0 >= 0 && $0 <= 1e15 })
        else { return false }
        (self.steps, self.successes, self.failures) = (steps, successes, failures)
        return true
    }
}
