import SluiceNumerics

/// Bars of several series that a bank is fed with, and what it answers.
struct FeatureMarket {
    let bank: FeatureBank
    /// Column after column as in `FeatureBars`: open, high, low, close, volume, bid, ask, sizes, fresh.
    var numbers: [[Double]]
    private(set) var output: [Double]

    init(series: Int, _ features: [Feature] = FeatureCatalogue.sixStage) throws {
        bank = try FeatureBank(series: series, features: features)
        numbers = (0..<10).map { _ in [Double](repeating: .nan, count: series) }
        output = [Double](repeating: .nan, count: series * features.count)
    }

    init(series: Int, _ names: String...) throws {
        try self.init(series: series, names.compactMap { FeatureCatalogue.feature(named: $0) })
    }

    /// Gives a series a fresh bar.
    mutating func set(_ series: Int, _ bar: BatchFeatures.Bar) {
        for (column, number) in [bar.open, bar.high, bar.low, bar.close, bar.volume].enumerated() {
            numbers[column][series] = number
        }
        numbers[9][series] = 1
    }

    mutating func set(_ series: Int, close: Double) {
        set(series, .init(open: close, high: close, low: close, close: close, volume: 1_000))
    }

    /// Feeds what was set; no series has a fresh bar afterwards.
    mutating func push() {
        numbers.withColumns { bars in output.withUnsafeMutableBufferPointer { bank.push(bars, into: $0) } }
        for series in numbers[9].indices { numbers[9][series] = 0 }
    }

    func value(_ name: String, _ series: Int = 0) -> Double {
        let number = bank.features.firstIndex { $0.name == name } ?? 0
        return output[number * bank.series + series]
    }
}

extension [[Double]] {
    /// Lends ten columns as bars.
    func withColumns(_ body: (FeatureBars) -> Void) {
        let flat = flatMap { $0 }
        let series = self[0].count
        flat.withUnsafeBufferPointer { flat in
            let columns = indices.map {
                FeatureBars.Column(rebasing: flat[$0 * series..<($0 + 1) * series])
            }
            var bars = FeatureBars(all: columns[9])
            (bars.open, bars.high, bars.low, bars.close) = (columns[0], columns[1], columns[2], columns[3])
            (bars.volume, bars.bid, bars.ask) = (columns[4], columns[5], columns[6])
            (bars.bidSize, bars.askSize) = (columns[7], columns[8])
            body(bars)
        }
    }
}

extension BatchFeatures.Bar {
    /// A bar behind another close, now and then lacking a number or standing still.
    static func drawn(after close: Double, absent: Double, _ dice: inout SeededDice) -> Self {
        let still = dice.unit() < 0.1
        let next = still ? close : close * (1 + 0.02 * dice.normal())
        let spread = still ? 0 : 0.01 * close * dice.unit()
        var bar = Self(
            open: close, high: max(close, next) + spread, low: min(close, next) - spread, close: next,
            volume: (dice.unit() * 10_000).rounded())
        if dice.unit() < absent { bar.close = .nan }
        if dice.unit() < absent { bar.high = .infinity }
        if dice.unit() < absent { bar.volume = -1 }
        return bar
    }
}
