import SluiceNumerics

extension Adapter {
    /// The 29 features of the last bar.
    static let features = Adapter("features", constant: .first("close")) { vector in
        let bank = try FeatureBank(series: 1, features: FeatureCatalogue.sixStage)
        var columns: [[Double]] = []
        for key in ["open", "high", "low", "close", "volume"] {
            columns.append(try vector.input[key].doubles())
        }
        var result = [Double](repeating: .nan, count: bank.features.count)
        for bar in columns[0].indices {
            let numbers = columns.map { $0[bar] } + [1, .nan]
            numbers.withUnsafeBufferPointer { numbers in
                func column(_ number: Int) -> FeatureBars.Column { .init(rebasing: numbers[number...number]) }
                var bars = FeatureBars(all: column(6))
                (bars.open, bars.high, bars.low) = (column(0), column(1), column(2))
                (bars.close, bars.volume, bars.fresh) = (column(3), column(4), column(5))
                result.withUnsafeMutableBufferPointer { bank.push(bars, into: $0) }
            }
        }
        return .object(["features": .numbers(bank.features.map(\.name), result)])
    }
}
