extension FeatureFamily {
    private static let close = FeatureTerm.input(.close)
    private static let volume = FeatureTerm.input(.volume)
    private static let engine = "six-stage engine's feature builder"

    private static func average(_ span: Int) -> FeatureTerm { .average(close, .span(span)) }

    private static let line = FeatureTerm.formula(.difference, [average(12), average(26)])
    private static let signal = FeatureTerm.average(line, .span(9))
    private static let middle = FeatureTerm.mean(close, 20)
    private static let deviation = FeatureTerm.deviation(close, 20)

    /// The families of the 29 features.
    static let sixStage: [FeatureFamily] = prices + oscillators + bars + volumes

    private static let prices = [
        FeatureFamily(
            "ret_{k}d", 1...5_000, listed: [1, 5, 10, 20, 60], "C / C(-k) - 1", source: engine,
            warmUp: { $0 + 1 }, term: { .formula(.excess, [close, .lag(close, $0)]) }),
        FeatureFamily(
            "vol_{k}d", 2...5_000, listed: [5, 10, 20, 60],
            "standard deviation (n - 1) of the last k of C / C(-1) - 1", source: engine,
            warmUp: { $0 + 1 },
            term: { .deviation(.formula(.excess, [close, .lag(close, 1)]), $0) }),
    ]

    private static let oscillators = [
        FeatureFamily(
            "rsi_{k}", 1...5_000, listed: [7, 14, 21],
            "100 x gain / (gain + loss), simple means over the last k of C - C(-1), the first counting as 0; 50 if flat",
            source: "\(engine); Wilder's index smooths otherwise, see rsi_wilder", warmUp: { $0 },
            term: { bars in
                .formula(
                    .strength,
                    [
                        .mean(.formula(.rise(first: .counted), [close, .lag(close, 1)]), bars),
                        .mean(.formula(.fall(first: .counted), [close, .lag(close, 1)]), bars),
                    ])
            }),
        FeatureFamily(
            "ma_ratio_{k}", 1...5_000, listed: [10, 20, 50], "C / mean of the last k C - 1", source: engine,
            warmUp: { $0 }, term: { .formula(.excess, [close, .mean(close, $0)]) }),
        FeatureFamily(
            "bb_position", "(C - (m - 2 s)) / (4 s), m and s (n - 1) of the last 20 C; 0.5 if s = 0",
            source: engine, warmUp: 20,
            term: .formula(.bandPosition, [close, middle, deviation])),
        FeatureFamily(
            "bb_width", "4 s / m, m and s (n - 1) of the last 20 C", source: engine, warmUp: 20,
            term: .formula(.bandWidth, [middle, deviation])),
        FeatureFamily(
            "macd", "EMA12 - EMA26 of C, each begun by the first C", source: engine, warmUp: 1,
            term: line),
        FeatureFamily(
            "macd_signal", "EMA9 of macd, begun by its first value", source: engine, warmUp: 1,
            term: signal),
        FeatureFamily(
            "macd_hist", "macd - macd_signal", source: engine, warmUp: 1,
            term: .formula(.difference, [line, signal])),
        FeatureFamily(
            "mom_{k}d", 1...5_000, listed: [5, 10, 20], "C - C(-k), in units of the price", source: engine,
            warmUp: { $0 + 1 }, term: { .formula(.difference, [close, .lag(close, $0)]) }),
    ]

    private static let bars = [
        FeatureFamily(
            "atr_{k}", 1...5_000, listed: [14],
            "simple mean of the last k true ranges, the first being H - L",
            source: "\(engine); Wilder's range smooths otherwise, see atr_wilder", warmUp: { $0 },
            term: { bars in
                .mean(
                    .formula(
                        .trueRange(first: .counted),
                        [.input(.barHigh), .input(.barLow), .lag(.input(.barClose), 1)]), bars)
            }),
        FeatureFamily(
            "high_low_range", "(H - L) / C", source: engine, warmUp: 1,
            term: .formula(.relativeRange, [.input(.barHigh), .input(.barLow), .input(.barClose)])),
    ]

    private static let volumes = [
        FeatureFamily(
            "volume_ma_ratio", "V / mean of the last 20 V", source: engine, warmUp: 20,
            term: .formula(.ratio, [volume, .mean(volume, 20)])),
        FeatureFamily(
            "volume_change", "V / V(-1) - 1", source: engine, warmUp: 2,
            term: .formula(.excess, [volume, .lag(volume, 1)])),
        FeatureFamily(
            "close_to_high_52w", "C / highest C of the last 252 bars, from the 20th on", source: engine,
            warmUp: 20,
            term: .formula(.ratio, [close, .highest(close, 252, minimum: 20)])),
        FeatureFamily(
            "close_to_low_52w", "C / lowest C of the last 252 bars, from the 20th on", source: engine,
            warmUp: 20,
            term: .formula(.ratio, [close, .lowest(close, 252, minimum: 20)])),
    ]
}
