import SluiceKit
import SluiceModels

/// Seeded rows such as a model may be given, one behind another.
///
/// A feature is uniform over the range that the training saw, where that is known, and of the standard normal distribution
/// where it is not. Of a model that takes missing values, one that gives a number of a row of nothing else, one in twenty
/// is missing. A row of a model that looks back is a window.
struct BenchRows {
    /// The seed, the same for every model and every time.
    static let seed: UInt64 = 42
    /// The most numbers of all rows; a model of wide rows gets fewer rows.
    static let limit = 1 << 24

    /// How many there are.
    let count: Int
    /// How many numbers one has.
    let width: Int
    /// Of how many features the range is known.
    let ranged: Int
    /// Whether some values are missing.
    let hasMissing: Bool
    /// The numbers.
    let numbers: [Double]

    /// Throws rows; as many as asked for, unless they are so wide that it would be too much.
    init(_ model: Model, count wanted: Int) {
        let features = model.evaluator.features
        width = features * (model.evaluator.sequence ?? 1)
        count = min(wanted, max(1, Self.limit / max(width, 1)))
        ranged = model.ranges.count { $0 != nil }
        hasMissing = model([Double](repeating: .nan, count: width)).allSatisfy(\.isFinite)
        var dice = Dice(seed: Self.seed)
        var numbers: [Double] = []
        numbers.reserveCapacity(count * width)
        for place in 0..<count * width {
            let value = Self.value(model.ranges[place % features], &dice)
            numbers.append(hasMissing && dice.uniform() < 0.05 ? .nan : value)
        }
        self.numbers = numbers
    }

    private static func value(_ range: ClosedRange<Double>?, _ dice: inout Dice) -> Double {
        guard let range else { return dice.normal() }
        let share = dice.uniform()
        // Not the width of the range, which may be too large a number.
        return min(
            max((1 - share) * range.lowerBound + share * range.upperBound, range.lowerBound), range.upperBound
        )
    }
}
