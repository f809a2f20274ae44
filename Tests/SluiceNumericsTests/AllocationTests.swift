import CAllocations
import SluiceNumerics
import Testing

@Suite struct AllocationTests {
    private static let instruments = 70
    private static let members = 3
    private static let coefficients = [0.05, 0.04, 0.03]
    private static let costs = [0.0, 0.1, 0.2]

    // What drifts has its sums taken anew again and again.
    @Test(arguments: [0, 0.01], [0, 5])
    func `standardizing allocates nothing`(gaps: Double, drift: Double) throws {
        let series = Self.instruments * Self.members
        var dice = SeededDice(seed: 121)
        var bank = try StandardizerBank(rule: Standardization(window: 5, minimum: 5), series: series)
        var values = [Double](repeating: 0, count: series)
        var scores = values
        var level = 0.0
        try Self.expectNoAllocation {
            level += drift
            for cell in values.indices { values[cell] = level + dice.gappy(gaps) }
            var span = scores.mutableSpan
            bank.push(values.span, firstSeries: 0, into: &span)
            _ = bank.push(1, series: 7)
        }
    }

    @Test(arguments: [0, 0.01])
    func `weighing every series allocates nothing`(gaps: Double) throws {
        var dice = SeededDice(seed: 122)
        var history = try SeriesCorrelation(series: Self.instruments, members: Self.members, window: 10)
        var blend = try RidgeBlend(rule: RidgeWeighting())
        let temperature = try Temperature(0.75)
        var step = [Double](repeating: 0, count: Self.instruments * Self.members)
        var (pairs, counts, weights) = (step, step, step)
        try Self.expectNoAllocation {
            for cell in step.indices { step[cell] = dice.gappy(gaps) }
            history.push(step.span, firstSeries: 0)
            var correlations = pairs.mutableSpan
            history.correlations(firstSeries: 0, count: Self.instruments, into: &correlations)
            var lengths = counts.mutableSpan
            history.counts(firstSeries: 0, into: &lengths)
            var result = weights.mutableSpan
            blend.weigh(
                series: Self.instruments, counts: counts.span, pairs: pairs.span,
                informationCoefficients: Self.coefficients.span, costShares: Self.costs.span,
                temperature: temperature, into: &result)
        }
    }

    @Test(arguments: [0, 0.01])
    func `weighing all instruments together allocates nothing`(gaps: Double) throws {
        var dice = SeededDice(seed: 123)
        var history = try PooledCorrelation(
            groups: 1, members: Self.members, instruments: Self.instruments, window: 10)
        var blend = try RidgeBlend(rule: RidgeWeighting())
        let temperature = try Temperature(0.75)
        var column = [Double](repeating: 0, count: Self.instruments)
        var (matrix, weights) = ([Double](repeating: 0, count: 9), Self.costs)
        let counts = [9, 9, 2]
        try Self.expectNoAllocation {
            for member in 0..<Self.members {
                for cell in column.indices { column[cell] = dice.gappy(gaps) }
                history.stage(column.span, member: member, group: 0)
            }
            history.push(group: 0)
            var correlations = matrix.mutableSpan
            history.correlations(group: 0, into: &correlations)
            var result = weights.mutableSpan
            blend.weigh(
                counts: counts.span, correlation: matrix.span,
                informationCoefficients: Self.coefficients.span,
                costShares: Self.costs.span, temperature: temperature, into: &result)
        }
    }

    @Test(arguments: [0, 0.01])
    func `working out every feature allocates nothing`(gaps: Double) throws {
        var dice = SeededDice(seed: 125)
        let bank = try FeatureBank(series: Self.instruments, features: FeatureCatalogue.all)
        var numbers = [Double](repeating: 1, count: Self.instruments)
        var output = [Double](repeating: 0, count: Self.instruments * bank.features.count)
        try Self.expectNoAllocation {
            for cell in numbers.indices { numbers[cell] = dice.unit() < gaps ? .nan : 1 }
            numbers.withUnsafeBufferPointer { column in
                let bars = FeatureBars(all: column)
                output.withUnsafeMutableBufferPointer { bank.push(bars, into: $0) }
            }
        }
    }

    @Test(arguments: [0, 0.01])
    func `judging every series allocates nothing`(gaps: Double) throws {
        var dice = SeededDice(seed: 126)
        var pairs = try PairHistory(series: Self.instruments, ranked: 20, errors: 10)
        let rule = try Stability()
        var said = [Double](repeating: 0, count: Self.instruments)
        var (came, coefficients, stabilities) = (said, said, said)
        try Self.expectNoAllocation {
            for cell in said.indices { (said[cell], came[cell]) = (dice.gappy(gaps), dice.normal()) }
            pairs.push(said.span, came.span, firstSeries: 0)
            var left = coefficients.mutableSpan
            var right = stabilities.mutableSpan
            pairs.judge(firstSeries: 0, by: rule, coefficients: &left, stabilities: &right)
        }
    }

    @Test func `sizing and guarding allocate nothing`() throws {
        var dice = SeededDice(seed: 124)
        var guardrails = try Guardrails(limits: ExposureLimits())
        let sizing = try PortfolioSizing(
            position: PositionSizing(scaling: VolatilityScaling(), band: NoTradeBand()), gross: GrossScaling()
        )
        var alpha = [Double](repeating: 0, count: Self.instruments)
        var targets = alpha
        let ones = [Double](repeating: 1, count: Self.instruments)
        try Self.expectNoAllocation {
            for cell in alpha.indices { alpha[cell] = dice.gappy(0.01) }
            var span = targets.mutableSpan
            sizing.size(
                alpha: alpha.span, volatility: ones.span, gate: ones.span, current: ones.span, into: &span)
            let exposure = Exposure(of: targets.span)
            _ = guardrails.observe(value: 100, session: 1, exposure: exposure)
            _ = guardrails.verdict(current: 0, target: 0.1, exposure: exposure)
        }
    }

    /// Runs a cycle often enough to reach its steady state, then counts; nothing is expected where nothing counts, and
    /// without optimization, where loops of other modules' generics may allocate.
    private static func expectNoAllocation(_ cycle: () throws -> Void) throws {
        for _ in 0..<30 { try cycle() }
        guard let count = allocation_counter() else { return }
        let before = count()
        for _ in 0..<20 { try cycle() }
        let after = count()
        var isOptimized = true
        assert({ isOptimized = false }() == ())
        if isOptimized { #expect(after == before) }
    }
}
