import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How members are weighed, once their correlations are known: a blender's settings as numbers by index.
final class WeightRule {
    /// The temperature of each horizon.
    let temperatures: [Temperature]
    /// What a member's correlations are judged with.
    private var ridge: RidgeBlend
    /// How many values make a history.
    var start: Int { ridge.start }
    private let coefficients: [Double]
    private let learned: WeightTable
    /// The members' coefficients as a learner sees them at the moment, for the horizon that is weighed.
    private let current: Column
    private let costShares: Column
    /// The members' weights.
    let weights: Column
    /// The correlations of the members, row by row, filled in before members are weighed.
    let correlations: UnsafeMutableBufferPointer<Double>
    /// The lengths of the members' histories, filled in before members are weighed.
    let counts: UnsafeMutableBufferPointer<Int>
    private let values: ColumnSet

    /// Looks members and horizons up once.
    /// - Throws: `UnknownMember` where a setting names a member that does not exist.
    init(_ settings: RidgeRiskParitySettings, axes: Axes) throws {
        let members = axes.members
        for (setting, names) in [
            ("ic", settings.ic.own.map(\.name)), ("cost_share", settings.costShare.own.map(\.name)),
        ] {
            for name in names where !members.contains(name) {
                throw UnknownMember(setting: setting, name: name, members: members)
            }
        }
        let form: Temperature.Form = settings.temperatureForm == .inverse ? .inverse : .exponent
        temperatures = try axes.horizons.map { try Temperature(settings.temperature[$0], form: form) }
        let rule = try RidgeWeighting(
            lambda: settings.ridgeLambda, costPenalty: settings.costPenalty,
            minimumStrength: settings.minIc, minimumRawWeight: settings.minWeight)
        ridge = try RidgeBlend(
            rule: rule, start: settings.start,
            newcomers: settings.newcomers == .ignored ? .ignored : .equalShare,
            capacity: max(members.count, 1))
        coefficients = members.map { settings.ic[$0] }
        learned = WeightTable(axes)
        values = ColumnSet(columns: 3 + members.count, rows: members.count)
        (current, costShares, weights) = (values[0], values[1], values[2])
        correlations = UnsafeMutableBufferPointer(rebasing: values.storage[(3 * members.count)...])
        counts = .allocate(capacity: max(members.count, 1))
        counts.initialize(repeating: 0)
        for member in members.indices { costShares[member] = settings.costShare[members[member]] }
    }

    deinit { counts.deallocate() }

    /// Takes a learner's weights: each multiplies its member's coefficient, equal ones leaving all as they are.
    func learn(_ weights: WeightFrame?) throws(WeightMismatch) { try learned.update(weights) }

    private func applyLearned(horizon: Int) {
        let factors = learned.factors(horizon: horizon)
        for member in 0..<current.count { current[member] = coefficients[member] * factors[member] }
    }

    /// Weighs the members of a horizon by the counts and correlations that were filled in.
    func weigh(horizon: Int) {
        applyLearned(horizon: horizon)
        let members = current.count
        let counts = UnsafeBufferPointer(start: counts.baseAddress, count: members)
        let correlations = UnsafeBufferPointer(correlations)
        let strengths = UnsafeBufferPointer(start: current.base, count: members)
        let shares = UnsafeBufferPointer(start: costShares.base, count: members)
        let target = UnsafeMutableBufferPointer(start: weights.base, count: members)
        var weights = target.mutableSpan
        ridge.weigh(
            counts: counts.span, correlation: correlations.span, informationCoefficients: strengths.span,
            costShares: shares.span, temperature: temperatures[horizon], into: &weights)
    }
}

extension WeightRule {
    /// Weighs the members of a horizon for every instrument by its own history: columns of members and of pairs.
    func weigh(horizon: Int, lengths: ColumnSet, pairs: ColumnSet, into weights: ColumnSet) {
        applyLearned(horizon: horizon)
        let members = current.count
        let counts = UnsafeBufferPointer(lengths.cells)
        let correlations = UnsafeBufferPointer(pairs.cells)
        let strengths = UnsafeBufferPointer(start: current.base, count: members)
        let shares = UnsafeBufferPointer(start: costShares.base, count: members)
        var target = weights.cells.mutableSpan
        ridge.weigh(
            series: weights.rows, counts: counts.span, pairs: correlations.span,
            informationCoefficients: strengths.span, costShares: shares.span,
            temperature: temperatures[horizon], into: &target)
    }
}

/// A setting by member that names one which does not exist.
struct UnknownMember: Error, CustomStringConvertible {
    let setting: String
    let name: String
    let members: [String]

    var description: String {
        "'\(setting)' names '\(name)', which is no member here; members are \(members.joined(separator: ", "))"
    }
}
