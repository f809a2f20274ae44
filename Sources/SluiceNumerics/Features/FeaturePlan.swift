/// What a bank has to compute, each part once, parts before what is made of them.
struct FeaturePlan {
    /// A column with the term that fills it.
    private var terms: [FeatureTerm] = []
    private var places: [FeatureTerm: Int] = [:]
    /// How many past values of a term are looked at.
    private var depths: [FeatureTerm: Int] = [:]

    /// How many columns there are.
    var columns: Int { terms.count }

    /// About how many numbers are remembered for each series.
    var size: Int {
        terms.reduce(0) { sum, term in
            switch term {
            case .highest(_, let bars, _), .lowest(_, let bars, _): sum + 4 * bars
            default: sum + 2 * term.depth + (depths[term] ?? 0) + 1
            }
        }
    }

    /// The column of a term that has one.
    func placed(_ term: FeatureTerm) -> Int? { places[term] }

    /// The column of a term, which is added with all its parts when it is new.
    mutating func place(of term: FeatureTerm) -> Int {
        if let place = places[term] { return place }
        for part in term.parts {
            _ = place(of: part)
            depths[part] = Swift.max(depths[part] ?? 0, term.depth)
        }
        terms.append(term)
        places[term] = terms.count - 1
        return terms.count - 1
    }

    /// What computes the columns, in the order in which it has to.
    func kernels(
        _ columns: FeatureColumns, _ groups: [TakenSeries]
    ) throws(InvalidParameter) -> [FeatureKernel] {
        var kernels: [FeatureKernel] = []
        var histories: [FeatureTerm: HistoryKernel] = [:]
        for (place, term) in terms.enumerated() {
            let taken = groups[term.group.rawValue]
            let output = columns[place]
            let parts = term.parts.map { columns[places[$0] ?? 0] }
            switch term {
            case .input: break
            case .lag(let part, let bars):
                if let history = histories[part] {
                    kernels.append(LagKernel(taken, history, bars, into: output))
                }
            case .mean(let part, let bars):
                if let history = histories[part] {
                    kernels.append(MeanKernel(taken, history, bars, into: output))
                }
            case .deviation(let part, let bars):
                if let history = histories[part] {
                    kernels.append(DeviationKernel(taken, history, bars, into: output))
                }
            case .average(_, let rule):
                kernels.append(try AverageKernel(taken, parts[0], rule, into: output))
            case .highest(_, let bars, let minimum):
                kernels.append(
                    try ExtremeKernel(taken, parts[0], bars, minimum, isHighest: true, into: output))
            case .lowest(_, let bars, let minimum):
                kernels.append(
                    try ExtremeKernel(taken, parts[0], bars, minimum, isHighest: false, into: output))
            case .formula(let formula, _):
                kernels.append(FormulaKernel(taken, formula, parts, into: output))
            }
            if let depth = depths[term], depth > 0 {
                let history = HistoryKernel(taken, output, depth: depth)
                histories[term] = history
                kernels.append(history)
            }
        }
        return kernels
    }
}
