import SluiceKit

/// How rewards become weights: what tells one learner from another.
protocol LearningRule {
    /// How many trades it has learned from.
    var steps: Int { get }
    /// Begins with the rewards of one trade.
    mutating func begin()
    /// Takes the reward, 0 to 1, of a choice that had this share in the trade.
    mutating func add(_ reward: Double, to choice: Int, share: Double)
    /// Ends with the rewards of one trade.
    mutating func settle()
    /// Lets a choice begin anew.
    mutating func reset(_ choice: Int)
    /// Fills in the weights, which sum to 1.
    mutating func weigh(into weights: inout MutableSpan<Double>)
    /// What of one choice has to survive a restart: two numbers.
    func state(_ choice: Int) -> (Double, Double)
    /// Takes back what `state` gave; nil for a choice that is new. False, and nothing changed, when it does not fit.
    mutating func restore(steps: Int, _ states: [(Double, Double)?]) -> Bool
    /// Writes what is of no choice.
    func remember(into memory: inout MemoryWriter)
    /// Takes back what is of no choice.
    mutating func recall(from memory: inout MemoryReader) throws
}

extension LearningRule {
    func remember(into memory: inout MemoryWriter) {}
    mutating func recall(from memory: inout MemoryReader) throws {}
}
