extension FeatureFamily {
    private static let wilder = "Wilder, New Concepts in Technical Trading Systems, 1978"
    private static let close = FeatureTerm.input(.close)
    private static let high = FeatureTerm.input(.barHigh)
    private static let low = FeatureTerm.input(.barLow)
    private static let touch: [FeatureTerm] = [
        .input(.bookBid), .input(.bookAsk), .input(.bidSize), .input(.askSize),
    ]

    private static let range = FeatureTerm.formula(
        .trueRange(first: .absent), [high, low, .lag(.input(.barClose), 1)])

    private static func direction(_ movement: FeatureFormula, _ period: Int) -> FeatureTerm {
        let moved = FeatureTerm.formula(movement, [high, .lag(high, 1), low, .lag(low, 1)])
        return .formula(
            .share, [.average(moved, .wilder(period)), .average(range, .wilder(period))])
    }

    private static func volatility(_ estimator: RangeVolatility.Estimator, _ bars: Int) -> FeatureTerm {
        let variance = FeatureTerm.formula(
            .variance(estimator), [.input(.barOpen), high, low, .input(.barClose)])
        return .formula(.root, [.mean(variance, bars)])
    }

    /// Features beyond those of the six-stage engine.
    static let further: [FeatureFamily] = trends + volatilities + books

    private static let trends = [
        FeatureFamily(
            "rsi_wilder_{k}", 1...5_000, listed: [14],
            "100 x gain / (gain + loss), Wilder's averages over k of C - C(-1); 50 if flat", source: wilder,
            warmUp: { $0 + 1 },
            term: { bars in
                .formula(
                    .strength,
                    [
                        .average(
                            .formula(.rise(first: .absent), [close, .lag(close, 1)]), .wilder(bars)),
                        .average(
                            .formula(.fall(first: .absent), [close, .lag(close, 1)]), .wilder(bars)),
                    ])
            }),
        FeatureFamily(
            "atr_wilder_{k}", 1...5_000, listed: [14],
            "Wilder's average over k true ranges, from the second bar on",
            source: wilder, warmUp: { $0 + 1 }, term: { .average(range, .wilder($0)) }),
        FeatureFamily(
            "plus_di_{k}", 1...5_000, listed: [14], "100 x average +DM / average true range, Wilder's over k",
            source: wilder, warmUp: { $0 + 1 }, term: { direction(.plusMovement, $0) }),
        FeatureFamily(
            "minus_di_{k}", 1...5_000, listed: [14],
            "100 x average -DM / average true range, Wilder's over k",
            source: wilder, warmUp: { $0 + 1 }, term: { direction(.minusMovement, $0) }),
        FeatureFamily(
            "adx_{k}", 1...5_000, listed: [14], "Wilder's average over k of 100 |+DI - -DI| / (+DI + -DI)",
            source: wilder, warmUp: { 2 * $0 + 1 },
            term: { bars in
                .average(
                    .formula(
                        .directionIndex,
                        [
                            direction(.plusMovement, bars), direction(.minusMovement, bars),
                            .lag(.average(range, .wilder(bars)), 1),
                        ]),
                    .wilder(bars))
            }),
        FeatureFamily(
            "vwap_ratio_{k}", 1...5_000, listed: [20],
            "C / (sum of V (H + L + C) / 3 over the last k / sum of V) - 1", warmUp: { $0 },
            term: { bars in
                let traded = FeatureTerm.formula(.product, [.input(.tradeTypical), .input(.tradeVolume)])
                let price = FeatureTerm.formula(
                    .ratio, [.mean(traded, bars), .mean(.input(.tradeVolume), bars)])
                return .formula(.excess, [.input(.tradeClose), price])
            }),
    ]

    private static let volatilities = [
        FeatureFamily(
            "parkinson_{k}", 1...5_000, listed: [20],
            "square root of the mean of the last k ln(H/L)^2 / (4 ln 2)",
            source: "Parkinson, Journal of Business 53, 1980", warmUp: { $0 },
            term: { volatility(.parkinson, $0) }),
        FeatureFamily(
            "garman_klass_{k}", 1...5_000, listed: [20],
            "square root of the mean of the last k ln(H/L)^2 / 2 - (2 ln 2 - 1) ln(C/O)^2",
            source: "Garman, Klass, Journal of Business 53, 1980", warmUp: { $0 },
            term: { volatility(.garmanKlass, $0) }),
    ]

    private static let books = [
        FeatureFamily(
            "spread_bps", "(ask - bid) / midpoint, in basis points", warmUp: 0,
            term: .formula(.spread, [.input(.bid), .input(.ask)])),
        FeatureFamily(
            "book_imbalance", "(bid size - ask size) / (bid size + ask size)",
            source: "Gould, Bonart, 2016", warmUp: 0,
            term: .formula(.imbalance, [.input(.bidSize), .input(.askSize)])),
        FeatureFamily(
            "microprice_bps", "microprice over midpoint, in basis points", source: "Stoikov, 2018",
            warmUp: 0, term: .formula(.lean, touch)),
        FeatureFamily(
            "order_flow", "order flow imbalance at the touch since the cycle before, in quantity",
            source: "Cont, Kukanov, Stoikov, Journal of Financial Econometrics 12, 2014", warmUp: 1,
            term: .formula(.orderFlow, touch.map { .lag($0, 1) } + touch)),
    ]
}
