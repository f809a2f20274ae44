extension WeightRamp {
    /// Blends learned weights, in place, with those they would be without a learner: (1 - say) x base + say x learned.
    ///
    /// `base` need not sum to 1: one that is negative counts as 0, one that is absent (NaN) as 1 / K, and their sum is
    /// scaled to 1, or all are equal when it is 0; the blend is scaled to 1 as well. Columns of different length are a
    /// programming error. Worked number: bases 0.6 and absent are 0.6 / 1.1 and 0.5 / 1.1; learned 0.9 and 0.1 with
    /// half a say make 0.722727 and 0.277273.
    public func blend(
        _ weights: inout MutableSpan<Double>, with base: Span<Double>, after samples: Int
    ) {
        precondition(weights.count == base.count, "every weight has a base")
        let even = 1 / Double(Swift.max(base.count, 1))
        let say = say(after: samples)
        var total = 0.0
        for index in base.indices { total += Self.share(base[index], absent: even) }
        var sum = 0.0
        for index in weights.indices {
            let share = total > 0 ? Self.share(base[index], absent: even) / total : even
            weights[index] = (1 - say) * share + say * weights[index]
            sum += weights[index]
        }
        guard sum > 0 else { return }
        for index in weights.indices { weights[index] /= sum }
    }

    private static func share(_ base: Double, absent: Double) -> Double {
        base.isNaN ? absent : Swift.max(base, 0)
    }
}
