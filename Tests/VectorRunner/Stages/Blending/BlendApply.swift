import SluiceNumerics

extension Adapter {
    static let blendApply = Adapter("a03_blend_apply", constant: .first("weights")) { vector in
        let (weights, forecasts) = (vector.input["weights"], vector.input["predictions"])
        let common = try weights.keys().filter { !forecasts[$0].isNull }
        guard let first = common.first else { return .null }
        var means = try forecasts[first].doubles()
        var blend = try ColumnBlend(instruments: max(means.count, 1))
        var span = means.mutableSpan
        blend.begin(&span)
        for name in common {
            let column = try forecasts[name].doubles()
            blend.add(column.span, weight: try weights[name].double(), to: &span)
        }
        blend.finish(&span)
        return .array(means.map { $0.isNaN ? .null : .number($0) })
    }
}
