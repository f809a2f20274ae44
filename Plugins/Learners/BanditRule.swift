/// A bandit that plays its choices with probabilities, and counts a reward by the one it was earned at.
protocol Bandit {
    /// How many choices there are.
    var count: Int { get }
    /// How many trades it has learned from.
    var steps: Int { get }
    /// Writes the probabilities of all choices.
    func probabilities(into probabilities: inout MutableSpan<Double>)
    /// Begins with the rewards of one trade.
    mutating func begin()
    /// Takes the reward, 0 to 1, of a choice that had this share in the trade.
    mutating func take(_ reward: Double, of choice: Int, probability: Double, share: Double)
    /// Ends with the rewards of one trade.
    mutating func settle()
    /// Lets a choice begin anew.
    mutating func reset(_ choice: Int)
    /// What of one choice has to survive a restart.
    func state(_ choice: Int) -> Double
    /// Takes back what `state` gave; nil for a choice that is new. False, and nothing changed, when it does not fit.
    mutating func restore(steps: Int, states: [Double?]) -> Bool
}

/// A bandit as a rule of a course: all rewards of a trade count by the probabilities before it.
struct BanditRule<Player: Bandit>: LearningRule {
    private var bandit: Player
    private var probabilities: [Double]

    init(_ bandit: Player) {
        self.bandit = bandit
        probabilities = Array(repeating: 0, count: bandit.count)
    }

    var steps: Int { bandit.steps }

    mutating func begin() {
        let before = bandit
        var span = probabilities.mutableSpan
        before.probabilities(into: &span)
        bandit.begin()
    }

    mutating func add(_ reward: Double, to choice: Int, share: Double) {
        bandit.take(reward, of: choice, probability: probabilities[choice], share: share)
    }

    mutating func settle() { bandit.settle() }
    mutating func reset(_ choice: Int) { bandit.reset(choice) }
    mutating func weigh(into weights: inout MutableSpan<Double>) { bandit.probabilities(into: &weights) }
    func state(_ choice: Int) -> (Double, Double) { (bandit.state(choice), 0) }

    mutating func restore(steps: Int, _ states: [(Double, Double)?]) -> Bool {
        bandit.restore(steps: steps, states: states.map { $0?.0 })
    }
}
