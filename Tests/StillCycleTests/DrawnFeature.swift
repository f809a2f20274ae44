/// A feature with the stretch in which its values lie most of the time, for bars of half an hour.
struct DrawnFeature {
    let name: String
    let usual: ClosedRange<Double>

    static let all = [
        DrawnFeature(name: "ret_5d", usual: -0.02...0.02),
        DrawnFeature(name: "ma_ratio_20", usual: -0.03...0.03),
        DrawnFeature(name: "rsi_14", usual: 35...65),
        DrawnFeature(name: "bb_position", usual: 0.2...0.8),
        DrawnFeature(name: "high_low_range", usual: 0.002...0.02),
        DrawnFeature(name: "volume_ma_ratio", usual: 0.5...1.5),
    ]

    /// Terms of a regression on some of them.
    static func terms(_ draw: inout Draw) -> String {
        draw.some(of: all, draw.number(1...3)).map { feature in
            let (low, high) = (feature.usual.lowerBound, feature.usual.upperBound)
            let weight = draw.number(20...120) * draw.one(of: [-1, 1])
            return
                "{ feature: \(feature.name), weight: \(weight)bps, mean: \((low + high) / 2), scale: \((high - low) / 2) }"
        }.joined(separator: ", ")
    }
}
