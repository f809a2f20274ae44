import SluiceMarket

/// A learner's weights as the stage that uses them needs them: a factor for each member at each horizon, or, for a stage
/// without members, for each horizon.
///
/// A factor is the part that its choice has of what all of them have together, times their number: equal weights leave
/// everything as it is. Members are compared at one horizon; a horizon has what its members have together there. What a
/// learner does not tell apart has factors of 1: members, where it weighs horizons alone, and the other way round.
/// Names are looked up once, when the first weights come.
public final class WeightTable {
    private let members: [String]
    private let horizons: [Horizon]
    private let weighsMembers: Bool
    private let factors: ColumnSet
    /// For each choice the number of its factor, or of the first of one in every column; -1 where it does not count.
    private var places: [(factor: Int, isEverywhere: Bool)] = []
    private var isRead = false

    /// Allocates factors of 1 for each member at each horizon.
    public init(_ axes: Axes) {
        (members, horizons, weighsMembers) = (axes.members, axes.horizons, true)
        factors = ColumnSet(columns: axes.horizons.count, rows: axes.members.count)
        factors.fill(1)
    }

    /// Allocates factors of 1 for each horizon, whatever members there are.
    public init(horizonsOf axes: Axes) {
        (members, horizons, weighsMembers) = ([], axes.horizons, false)
        factors = ColumnSet(columns: 1, rows: axes.horizons.count)
        factors.fill(1)
    }

    /// Takes the weights of the cycle before; nil, without a learner, leaves factors of 1.
    /// - Throws: `WeightMismatch` where the learner weighs some of the members or horizons and not all.
    public func update(_ weights: WeightFrame?) throws(WeightMismatch) {
        guard let weights else { return }
        if !isRead { try lookUp(weights.choices) }
        guard !places.isEmpty else { return }
        factors.fill(0)
        for (choice, place) in places.enumerated() where place.factor >= 0 {
            let weight = weights.values[choice]
            let last = place.isEverywhere ? factors.columns * factors.rows : place.factor + 1
            for index in stride(from: place.factor, to: last, by: factors.rows) {
                factors.storage[index] += weight
            }
        }
        for column in 0..<factors.columns { normalize(factors[column]) }
    }

    /// The factors of the members at a horizon.
    public func factors(horizon: Int) -> Column { factors[horizon] }

    /// The factor of a horizon, for a table of horizons alone.
    public func factor(horizon: Int) -> Double { factors[0][horizon] }

    private func normalize(_ column: Column) {
        var sum = 0.0
        for index in 0..<column.count { sum += column[index] }
        guard sum > 0, sum < .infinity else { return column.fill(1) }
        for index in 0..<column.count { column[index] *= Double(column.count) / sum }
    }

    private func lookUp(_ choices: [WeightChoice]) throws(WeightMismatch) {
        isRead = true
        let counts =
            weighsMembers ? choices.contains { $0.member != nil } : choices.contains { $0.horizon != nil }
        guard counts else { return }
        var isMet = Array(repeating: false, count: factors.columns * factors.rows)
        for choice in choices {
            let place = place(of: choice)
            places.append(place)
            guard place.factor >= 0 else { continue }
            let last = place.isEverywhere ? isMet.count : place.factor + 1
            for index in stride(from: place.factor, to: last, by: factors.rows) { isMet[index] = true }
        }
        guard let missing = isMet.firstIndex(of: false) else { return }
        let (column, row) = missing.quotientAndRemainder(dividingBy: factors.rows)
        throw WeightMismatch(
            missing: !weighsMembers
                ? WeightChoice(horizon: horizons[row])
                : WeightChoice(
                    member: members[row],
                    horizon: choices.contains { $0.horizon != nil } ? horizons[column] : nil),
            choices: choices)
    }

    private func place(of choice: WeightChoice) -> (factor: Int, isEverywhere: Bool) {
        let horizon = choice.horizon.map { horizons.firstIndex(of: $0) ?? -1 }
        if !weighsMembers { return (horizon ?? -1, false) }
        guard let name = choice.member, let member = members.firstIndex(of: name), horizon != -1 else {
            return (-1, false)
        }
        return ((horizon ?? 0) * members.count + member, horizon == nil)
    }
}

/// A learner that weighs some of what the stage it feeds chooses between, and not all.
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
