import SluiceMarket

/// A learner's weights as the stage that uses them needs them: a factor for each member and horizon.
///
/// A factor is the weight of the choice that means this member and horizon, times the number of choices: equal
/// weights leave everything as it is. A choice of a member alone counts at every horizon, one of a horizon alone for
/// every member. Names are looked up once, when the first weights come.
public final class WeightTable {
    private let members: [String]
    private let horizons: [Horizon]
    private let factors: ColumnSet
    /// For each member and horizon the number of its choice.
    private var places: [Int] = []

    /// Allocates factors of 1 for the axes of a stage; without members the horizons alone are weighed.
    public init(_ axes: Axes) {
        members = axes.members
        horizons = axes.horizons
        factors = ColumnSet(columns: horizons.count, rows: max(members.count, 1))
        factors.fill(1)
    }

    /// Takes the weights of the cycle before; nil, without a learner, leaves factors of 1.
    /// - Throws: `WeightMismatch` where the learner has no choice for a member or horizon, or none of its choices
    ///   tells apart what the stage weighs.
    public func update(_ weights: WeightFrame?) throws(WeightMismatch) {
        guard let weights else { return }
        if places.isEmpty { places = try lookUp(weights.choices) }
        let count = Double(weights.choices.count)
        for (index, place) in places.enumerated() { factors.storage[index] = weights.values[place] * count }
    }

    /// The factors of the members at a horizon; one factor for a stage without members.
    public func factors(horizon: Int) -> Column { factors[horizon] }

    private func lookUp(_ choices: [WeightChoice]) throws(WeightMismatch) -> [Int] {
        let names: [String?] = members.isEmpty ? [nil] : members
        var places: [Int] = []
        for horizon in horizons {
            for name in names {
                let place = choices.firstIndex {
                    ($0.member == nil || $0.member == name) && ($0.horizon == nil || $0.horizon == horizon)
                }
                guard let place else {
                    throw WeightMismatch(
                        missing: WeightChoice(member: name, horizon: name == nil ? horizon : nil),
                        choices: choices)
                }
                places.append(place)
            }
        }
        return places
    }
}

/// A learner that weighs something other than what the stage it feeds chooses between.
public struct WeightMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the learner has no weight for.
    public let missing: WeightChoice
    /// What it has weights for.
    public let choices: [WeightChoice]

    /// Creates a mismatch.
    public init(missing: WeightChoice, choices: [WeightChoice]) {
        (self.missing, self.choices) = (missing, choices)
    }

    /// What does not fit.
    public var description: String {
        let known = choices.isEmpty ? "nothing" : choices.map(\.description).joined(separator: ", ")
        return "the learner has no weight for '\(missing)'; it weighs \(known)"
    }
}
