public import SluiceMarket

/// One thing that a learner weighs: a member, a horizon, or a member at a horizon.
public struct WeightChoice: Hashable, Sendable, CustomStringConvertible {
    /// The member's name; nil for every member.
    public let member: String?
    /// The horizon; nil for every horizon.
    public let horizon: Horizon?

    /// Creates a choice.
    public init(member: String? = nil, horizon: Horizon? = nil) {
        (self.member, self.horizon) = (member, horizon)
    }

    /// The choice as a record names it: `trend`, `15m` or `trend@15m`.
    public var description: String {
        switch (member, horizon) {
        case (let member?, let horizon?): "\(member)@\(horizon)"
        case (let member?, nil): member
        case (nil, let horizon?): horizon.description
        case (nil, nil): "all"
        }
    }
}

/// What a learner knows: a weight for each of its choices.
public final class WeightFrame: @unchecked Sendable {
    /// What the weights are of.
    public let choices: [WeightChoice]
    /// The weights, one for each choice, in the order of the choices.
    public let values: Column
    package let storage: ColumnSet

    /// Allocates equal weights.
    public init(choices: [WeightChoice]) {
        self.choices = choices
        storage = ColumnSet(columns: 1, rows: choices.count)
        values = storage[0]
        values.fill(1 / Double(max(choices.count, 1)))
    }
}
