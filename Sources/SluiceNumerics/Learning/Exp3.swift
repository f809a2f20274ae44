internal import Glibc

/// A bandit with exponential weights and uniform mixing: Exp3.
///
/// p = (1 - gamma) u / sum(u) + gamma / K, at least 1e-10; an observed gain moves its choice by
/// u x exp(eta x gain / p). Weights are kept as logarithms, so that no sequence of finite gains overflows; gains have
/// to be of a bounded range, such as -1 to 1, for the weights to mean much. A gain that is not finite teaches nothing.
///
/// Source: Auer, Cesa-Bianchi, Freund, Schapire 2002. Worked number: two choices, gamma 0.01, eta 0.07: a gain of -4.85
/// of the second takes the probabilities from 0.5, 0.5 to 0.661880, 0.338120.
public struct Exp3: Equatable, Sendable {
    /// The part that is spread evenly over all choices.
    public let mixing: Double
    /// How far a gain moves the weights.
    public let rate: LearningRate
    /// How weights are kept from running away.
    public let bounds: Bounds
    /// How many gains were taken.
    public private(set) var steps = 0
    /// The natural logarithms of the weights.
    public private(set) var logWeights: [Double]

    /// How weights are kept from running away.
    public enum Bounds: Equatable, Sendable {
        /// The largest weight is 1 after every step, the others are as small as they like.
        case recentred
        /// Weights begin at 1/K; above 1e6 all are divided by the largest, and none is below 1e-10.
        case clipped
    }

    static let highest = log(1e6)
    static let lowest = log(1e-10)

    /// Refuses less than one choice, a mixing outside 0 to 1, and a rate outside 0 to 10.
    public init(
        choices: Int, mixing: Double = 0.05, rate: LearningRate = .anytime(most: 0.07),
        bounds: Bounds = .clipped
    ) throws(InvalidParameter) {
        try require("choices", choices, in: 1...100_000)
        try require("mixing", mixing, in: 0...1)
        try rate.check()
        (self.mixing, self.rate, self.bounds) = (mixing, rate, bounds)
        let start = bounds == .clipped ? -log(Double(choices)) : 0
        logWeights = [Double](repeating: start, count: choices)
    }

    /// How many choices there are.
    public var count: Int { logWeights.count }

    /// The rate of the present number of steps.
    public var currentRate: Double { rate.value(choices: count, steps: steps) }

    /// Fills in the probabilities of the choices, which sum to 1.
    public func probabilities(into probabilities: inout MutableSpan<Double>) {
        shares(into: &probabilities)
        let even = mixing / Double(count)
        var sum = 0.0
        for choice in 0..<count {
            let mixed = (1 - mixing) * probabilities[choice] + even
            probabilities[choice] = Swift.min(Swift.max(mixed, 1e-10), 1)
            sum += probabilities[choice]
        }
        for choice in 0..<count { probabilities[choice] /= sum }
    }

    /// Fills in the weights as shares of their sum, without the mixing.
    public func shares(into shares: inout MutableSpan<Double>) {
        precondition(shares.count == count)
        let largest = largestLogWeight
        var sum = 0.0
        for choice in 0..<count {
            shares[choice] = exp(logWeights[choice] - largest)
            sum += shares[choice]
        }
        for choice in 0..<count { shares[choice] /= sum }
    }

    /// Takes the gain of one choice that was played with this probability.
    public mutating func update(_ choice: Int, gain: Double, probability: Double) {
        guard gain.isFinite, probability > 0 else { return }
        begin()
        add(gain, to: choice, probability: probability)
        settle()
    }

    /// Counts a step whose gains follow through `add`, several choices having played together.
    public mutating func begin() { steps += 1 }

    /// Adds a choice's gain of the present step; `settle` has to follow once all are added.
    public mutating func add(_ gain: Double, to choice: Int, probability: Double) {
        guard gain.isFinite, probability > 0 else { return }
        let moved = logWeights[choice] + currentRate * gain / probability
        // Far beyond any bound, and what is settled stays finite.
        logWeights[choice] = Swift.min(Swift.max(moved, -1e9), 1e9)
    }

    /// Brings the weights back within their bounds.
    public mutating func settle() {
        let largest = largestLogWeight
        switch bounds {
        case .recentred:
            for choice in 0..<count { logWeights[choice] -= largest }
        case .clipped:
            let shift = largest > Self.highest ? largest : 0
            for choice in 0..<count {
                logWeights[choice] = Swift.max(logWeights[choice] - shift, Self.lowest)
            }
        }
    }

    /// Adds a choice whose weight is the mean of the others'.
    public mutating func insert() { logWeights.append(meanLogWeight(without: nil)) }

    /// Removes a choice and leaves the others' weights as they are; the last one stays.
    public mutating func remove(_ choice: Int) {
        if count > 1 { logWeights.remove(at: choice) }
    }

    /// Gives a choice the mean weight of the others, as if it had just been added.
    public mutating func reset(_ choice: Int) {
        if count > 1 { logWeights[choice] = meanLogWeight(without: choice) }
    }

    private var largestLogWeight: Double {
        var largest = logWeights[0]
        for choice in 1..<count { largest = Swift.max(largest, logWeights[choice]) }
        return largest
    }

    private func meanLogWeight(without left: Int?) -> Double {
        let largest = largestLogWeight
        var (sum, number) = (0.0, 0.0)
        for choice in 0..<count where choice != left {
            sum += exp(logWeights[choice] - largest)
            number += 1
        }
        return sum > 0 ? largest + log(sum / number) : largest
    }
}

extension Exp3 {
    /// Takes back steps and weights; false, and nothing changed, when they do not fit.
    ///
    /// A choice without a weight of its own, nil, is a new one and gets the mean of the others'.
    public mutating func restore(steps: Int, logWeights: [Double?]) -> Bool {
        let known = logWeights.compactMap { $0 }
        guard steps >= 0, steps < 1 << 50, logWeights.count == count,
            known.allSatisfy({ $0.magnitude <= 1e12 })
        else { return false }
        self.steps = steps
        guard !known.isEmpty else { return true }
        self.logWeights = known
        let mean = meanLogWeight(without: nil)
        self.logWeights = logWeights.map { $0 ?? mean }
        return true
    }
}
