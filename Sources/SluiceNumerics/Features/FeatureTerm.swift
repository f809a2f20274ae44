/// How a feature follows from a bar: an expression whose equal parts are computed once.
indirect enum FeatureTerm: Hashable, Sendable {
    /// A number of the bar or quote.
    case input(FeatureInput)
    /// The term so many bars ago.
    case lag(FeatureTerm, Int)
    /// The mean of the term over the last bars.
    case mean(FeatureTerm, Int)
    /// The sample's standard deviation (n - 1) of the term over the last bars.
    case deviation(FeatureTerm, Int)
    /// The exponential average of the term.
    case average(FeatureTerm, FeatureAverage)
    /// The highest of the term over the last bars, as soon as there are `minimum`.
    case highest(FeatureTerm, Int, minimum: Int)
    /// The lowest of the term over the last bars, as soon as there are `minimum`.
    case lowest(FeatureTerm, Int, minimum: Int)
    /// A formula of terms of one bar.
    case formula(FeatureFormula, [FeatureTerm])

    /// What has to be usable for the term to be worked out; all inputs of a term belong to one group.
    var group: FeatureGroup {
        switch self {
        case .input(let input): input.group
        case .lag(let term, _), .mean(let term, _), .deviation(let term, _), .average(let term, _),
            .highest(let term, _, _), .lowest(let term, _, _):
            term.group
        case .formula(_, let terms): terms.first?.group ?? .prices
        }
    }

    /// The terms that this one is made of.
    var parts: [FeatureTerm] {
        switch self {
        case .input: []
        case .lag(let term, _), .mean(let term, _), .deviation(let term, _), .average(let term, _),
            .highest(let term, _, _), .lowest(let term, _, _):
            [term]
        case .formula(_, let terms): terms
        }
    }

    /// How many of its part's past values the term looks at; 0 for none.
    var depth: Int {
        switch self {
        case .lag(_, let bars): bars + 1
        case .mean(_, let bars), .deviation(_, let bars): bars
        case .input, .average, .highest, .lowest, .formula: 0
        }
    }
}

/// How an exponential average begins, and how much the past weighs in it.
enum FeatureAverage: Hashable, Sendable {
    /// Weight 2 / (span + 1), begun by the first value.
    case span(Int)
    /// Weight 1 / period, begun by the mean of the first `period` values.
    case wilder(Int)
}

/// What a bar must have for some of its features.
enum FeatureGroup: Int, CaseIterable, Sendable {
    /// A close above zero.
    case prices
    /// Open, high, low and close above zero, in order.
    case bars
    /// A volume that is not negative.
    case volumes
    /// A whole bar with its volume.
    case trades
    /// Bid and ask above zero, not crossed; every cycle, fresh or not.
    case quotes
    /// A quote with sizes that are not negative; every cycle.
    case books
}

/// A number that terms begin with.
enum FeatureInput: Int, CaseIterable, Sendable {
    case close
    case barOpen, barHigh, barLow, barClose
    case volume
    case tradeClose, tradeTypical, tradeVolume
    case bid, ask
    case bookBid, bookAsk, bidSize, askSize

    var group: FeatureGroup {
        switch self {
        case .close: .prices
        case .barOpen, .barHigh, .barLow, .barClose: .bars
        case .volume: .volumes
        case .tradeClose, .tradeTypical, .tradeVolume: .trades
        case .bid, .ask: .quotes
        case .bookBid, .bookAsk, .bidSize, .askSize: .books
        }
    }
}
