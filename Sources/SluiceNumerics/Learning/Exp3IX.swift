internal import Glibc

/// A bandit with exponential weights and implicit exploration: Exp3-IX.
///
/// p is proportional to exp(-eta L); an observed loss from 0 to 1 moves its choice by L += loss / (p + gamma). The
/// gamma keeps the estimate below loss / gamma, which replaces the mixing of Exp3 and gives bounds that hold with high
/// probability and not only on average. A loss that is not finite teaches nothing; others are clipped to 0 to 1.
///
/// Source: Neu 2015, "Explore no more". Worked number: three choices, eta 0.05, gamma 0.01: a loss of 0.716 of the first
/// is estimated as 2.085437, and its probability falls from 1/3 to 0.310578.
public struct Exp3IX: Equatable, Sendable {
    /// The implicit exploration.
    public let exploration: Exploration
    /// How far a loss moves the weights.
    public let rate: LearningRate
    /// How many losses were taken.
    public private(set) var steps = 0
    /// The estimated losses so far.
    public private(set) var losses: [Double]

    /// How large gamma is.
    public enum Exploration: Equatable, Sendable {
        /// Always the same.
        case fixed(Double)
        /// Half the learning rate, which is Neu's choice.
        case halfRate
    }

    /// Refuses less than one choice, an exploration outside 0 to 1, and a rate outside 0 to 10.
    public init(
        choices: Int, exploration: Exploration = .halfRate, rate: LearningRate = .anytime(most: 1)
    ) throws(InvalidParameter) {
        try require("choices", choices, in: 1...100_000)
        if case .fixed(let gamma) = exploration { try require("exploration", gamma, in: 0...1) }
        try rate.check()
        (self.exploration, self.rate) = (exploration, rate)
        losses = [Double](repeating: 0, count: choices)
    }

    /// How many choices there are.
    public var count: Int { losses.count }

    /// The rate of the present number of steps.
    public var currentRate: Double { rate.value(choices: count, steps: steps) }

    /// The exploration of the present number of steps.
    public var gamma: Double {
        switch exploration {
        case .fixed(let gamma): gamma
        case .halfRate: currentRate / 2
        }
    }

    /// Fills in the probabilities of the choices, which sum to 1.
    public func probabilities(into probabilities: inout MutableSpan<Double>) {
        precondition(probabilities.count == count)
        let least = leastLoss
        let rate = currentRate
        var sum = 0.0
        for choice in 0..<count {
            probabilities[choice] = exp(-rate * (losses[choice] - least))
            sum += probabilities[choice]
        }
        for choice in 0..<count { probabilities[choice] /= sum }
    }

    /// Takes the loss of one choice that was played with this probability.
    public mutating func update(_ choice: Int, loss: Double, probability: Double) {
        guard loss.isFinite, probability >= 0 else { return }
        begin()
        add(loss, to: choice, probability: probability)
    }

    /// Counts a step whose losses follow through `add`, several choices having played together.
    public mutating func begin() { steps += 1 }

    /// Adds a choice's loss of the present step, the part of it that `share` says.
    public mutating func add(_ loss: Double, to choice: Int, probability: Double, share: Double = 1) {
        let chance = probability + gamma
        guard loss.isFinite, chance > 0, share >= 0 else { return }
        losses[choice] += share * Swift.min(Swift.max(loss, 0), 1) / Swift.max(chance, 1e-10)
    }

    /// Adds a choice whose weight is the mean of the others'.
    public mutating func insert() { losses.append(meanLoss(without: nil)) }

    /// Removes a choice and leaves the others' losses as they are; the last one stays.
    public mutating func remove(_ choice: Int) {
        if count > 1 { losses.remove(at: choice) }
    }

    /// Gives a choice the mean weight of the others, as if it had just been added.
    public mutating func reset(_ choice: Int) {
        if count > 1 { losses[choice] = meanLoss(without: choice) }
    }

    private var leastLoss: Double {
        var least = losses[0]
        for choice in 1..<count { least = Swift.min(least, losses[choice]) }
        return least
    }

    /// The loss at which a choice weighs as much as the others do on average.
    private func meanLoss(without left: Int?) -> Double {
        let least = leastLoss
        let rate = Swift.max(currentRate, 1e-300)
        var (sum, number) = (0.0, 0.0)
        for choice in 0..<count where choice != left {
            sum += exp(-rate * (losses[choice] - least))
            number += 1
        }
        return sum > 0 ? Swift.max(least - log(sum / number) / rate, 0) : least
    }
}

extension Exp3IX {
    /// Takes back steps and losses; false, and nothing changed, when they do not fit.
    ///
    /// A choice without losses of its own, nil, is a new one and gets the mean weight of the others.
    public mutating func restore(steps: Int, losses: [Double?]) -> Bool {
        let known = losses.compactMap { $0 }
        guard steps >= 0, steps < 1 << 50, losses.count == count, known.allSatisfy({ $0 >= 0 && $0 <= 1e15 })
        else { return false }
        self.steps = steps
        guard !known.isEmpty else { return true }
        self.losses = known
        let mean = meanLoss(without: nil)
        self.losses = losses.map { $0 ?? mean }
        return true
    }
}
