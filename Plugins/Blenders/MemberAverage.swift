import SluiceKit
import SluiceNumerics

/// Averages the members' forecasts of a horizon by weights, times what a learner gave them.
///
/// A member without a forecast for an instrument drops out there and the others' weights are scaled up; where nobody
/// with a weight is left, the alpha is absent.
final class MemberAverage {
    private let table: WeightTable
    private var blend: ColumnBlend
    /// The weights that were last written by, a learner's part in them.
    let applied: AppliedWeights

    /// Looks names up for the axes of a stage.
    init(_ axes: Axes) throws {
        table = WeightTable(axes)
        applied = AppliedWeights(axes)
        blend = try ColumnBlend(instruments: max(axes.instruments.count, 1))
    }

    /// Takes the weights of a learner; nil, without one, weighs all alike.
    func learn(_ weights: WeightFrame?) throws { try table.update(weights) }

    /// What a learner gave the members at a horizon: 1 without one.
    func learned(horizon: Int) -> Column { table.factors(horizon: horizon) }

    /// Writes the alphas of a horizon by one weight for each member.
    func write(
        _ forecasts: ForecastFrame, horizon: Int, weights: Column, into alphas: AlphaFrame
    ) {
        let learned = table.factors(horizon: horizon)
        applied.note(weights, times: learned, horizon: horizon)
        let target = UnsafeMutableBufferPointer(alphas.column(horizon: horizon))
        var alpha = target.mutableSpan
        if forecasts.members == 1, weights[0] * learned[0] == 1 {
            let column = UnsafeBufferPointer(forecasts.column(member: 0, horizon: horizon))
            return ColumnBlend.average(alone: column.span, into: &alpha)
        }
        blend.begin(&alpha)
        for member in 0..<forecasts.members {
            let column = UnsafeBufferPointer(forecasts.column(member: member, horizon: horizon))
            blend.add(column.span, weight: weights[member] * learned[member], to: &alpha)
        }
        blend.finish(&alpha)
    }

    /// As with one weight for each member, with a column of weights for each, by instrument; the columns are changed.
    func write(
        _ forecasts: ForecastFrame, horizon: Int, byInstrument weights: ColumnSet, into alphas: AlphaFrame
    ) {
        let learned = table.factors(horizon: horizon)
        let target = UnsafeMutableBufferPointer(alphas.column(horizon: horizon))
        var alpha = target.mutableSpan
        blend.begin(&alpha)
        for member in 0..<forecasts.members {
            let (factor, weight) = (learned[member], weights[member])
            for index in 0..<weight.count { weight[index] *= factor }
            let column = UnsafeBufferPointer(forecasts.column(member: member, horizon: horizon))
            blend.add(column.span, weights: UnsafeBufferPointer(weight).span, to: &alpha)
        }
        blend.finish(&alpha)
    }
}

extension UnsafeBufferPointer<Double> {
    /// The numbers of a column.
    init(_ column: Column) { self.init(start: column.base, count: column.count) }
}

extension UnsafeMutableBufferPointer<Double> {
    /// The numbers of a column.
    init(_ column: Column) { self.init(start: column.base, count: column.count) }
}

extension UnknownMember {
    /// Refuses settings by member that name one which does not exist.
    static func refuse(_ settings: [(setting: String, names: [String])], members: [String]) throws {
        for (setting, names) in settings {
            for name in names where !members.contains(name) {
                throw UnknownMember(setting: setting, name: name, members: members)
            }
        }
    }
}
