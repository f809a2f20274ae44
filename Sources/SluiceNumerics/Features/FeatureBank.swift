/// Features of many instruments, bar by bar, each part that several features need computed once.
///
/// A series is an instrument. A bar costs the same however long the windows are (the highest and lowest of a window cost
/// its logarithm), and `push` allocates nothing. A window's sums are those of the values in it, added in two parts and
/// never taken away from, so no rounding is left behind by what has gone: a feature is within 1e-12 of the window's own
/// scale of what its formula gives for the bars at once, and highest and lowest are exact.
///
/// A bar that is not fresh leaves everything as it is. A fresh one that lacks what a feature needs (a close, a volume)
/// leaves no trace in what follows, and the feature is NaN until the next that has it. In the warm-up, and where a
/// formula has no finite result, a feature is NaN.
/// Worked number: closes 100, 101, 99, 102 give `ret_1d` 0.030303, `ma_ratio_4` 0.014925 and `rsi_4` 66.67.
public final class FeatureBank {
    /// The features, in the order of the columns.
    public let features: [Feature]
    /// How many instruments there are.
    public let series: Int
    private let columns: FeatureColumns
    private let kernels: [FeatureKernel]
    private let groups: [TakenSeries]
    private let results: [(column: Int, group: Int)]
    /// What is read of the bars, with the columns it goes to.
    private let inputs: [(input: FeatureInput, column: Int)]
    /// The groups that something is read of.
    private let wanted: [FeatureGroup]

    /// Takes the memory for everything; refuses less than one series and more than 2^31 remembered values.
    public init(series: Int, features: [Feature]) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        var plan = FeaturePlan()
        let places = features.map { plan.place(of: $0.term) }
        try require("series x values", series * (plan.size + 1), in: 1...(1 << 31))
        (self.series, self.features) = (series, features)
        columns = FeatureColumns(columns: plan.columns, series: series)
        groups = FeatureGroup.allCases.map { _ in TakenSeries(series: series) }
        kernels = try plan.kernels(columns, groups)
        results = zip(places, features).map { ($0, $1.term.group.rawValue) }
        let inputs = FeatureInput.allCases.compactMap { input in
            plan.placed(.input(input)).map { (input: input, column: $0) }
        }
        self.inputs = inputs
        wanted = FeatureGroup.allCases.filter { group in inputs.contains { $0.input.group == group } }
    }

    /// How many bars an instrument must have had before every feature is known: how far back a history has to reach.
    public var warmUp: Int { features.map(\.warmUp).max() ?? 0 }

    /// Takes the next cycle's bars and writes the features: feature after feature, in each the series in order.
    ///
    /// - Precondition: Each column has a number for each series, and there is room for every feature of every series.
    public func push(_ bars: FeatureBars, into output: UnsafeMutableBufferPointer<Double>) {
        precondition(output.count >= features.count * series, "there is room for every feature")
        precondition(bars.fit(series), "there is a bar for every series")
        take(bars)
        for kernel in kernels { kernel.update() }
        for (number, result) in results.enumerated() {
            let values = columns[result.column]
            let validity = groups[result.group].validity
            for index in 0..<series {
                let value = values[index] + validity[index]
                output[number * series + index] = value.magnitude < .infinity ? value : .nan
            }
        }
    }

    /// Finds out which series have something usable, and puts it into the input columns.
    private func take(_ bars: FeatureBars) {
        for group in wanted {
            let taken = groups[group.rawValue]
            taken.clear()
            switch group {
            case .prices: note(bars, taken) { bars.hasPrice($0) }
            case .bars: note(bars, taken) { bars.isWhole($0) }
            case .volumes: note(bars, taken) { bars.hasVolume($0) }
            case .trades: note(bars, taken) { bars.isWhole($0) && bars.hasVolume($0) }
            case .quotes: for index in 0..<series { taken.note(index, isUsable: bars.hasQuote(index)) }
            case .books:
                for index in 0..<series {
                    taken.note(index, isUsable: bars.hasQuote(index) && bars.hasSizes(index))
                }
            }
        }
        for (input, column) in inputs {
            bars.write(input, groups[input.group.rawValue].indices, into: columns[column])
        }
    }

    @inline(__always)
    private func note(_ bars: FeatureBars, _ taken: TakenSeries, _ isUsable: (Int) -> Bool) {
        for index in 0..<series where bars.fresh[index] == 1 { taken.note(index, isUsable: isUsable(index)) }
    }

    /// Everything that has to survive a restart.
    public var state: [Double] {
        columns.numbers + groups.flatMap { UnsafeBufferPointer(start: $0.validity, count: series) }
            + kernels.flatMap(\.state)
    }

    /// Takes back what `state` of a bank of the same features and series gave; false, and nothing changed, when it does not fit.
    public func restore(_ state: [Double]) -> Bool {
        let own = columns.numbers.count + groups.count * series
        guard state.count == own + kernels.reduce(0, { $0 + $1.stateCount }) else { return false }
        var first = own
        let parts = kernels.map { kernel in
            defer { first += kernel.stateCount }
            return state[first..<first + kernel.stateCount]
        }
        guard zip(kernels, parts).allSatisfy({ $0.accepts($1) }) else { return false }
        for (kernel, part) in zip(kernels, parts) { kernel.restore(part) }
        for place in columns.numbers.indices { columns.numbers[place] = state[place] }
        for (number, group) in groups.enumerated() {
            for index in 0..<series {
                group.validity[index] = state[columns.numbers.count + number * series + index] == 0 ? 0 : .nan
            }
        }
        return true
    }
}
