import SluiceKit
import SluiceNumerics

/// Shrinks alphas where horizons disagree more than usual.
struct HorizonAgreement {
    private var usual: RollingQuantile
    private let instruments: Int
    private static let least = 20

    init(_ history: Int, horizons: Int, instruments: Int) throws {
        usual = try RollingQuantile(
            series: max(horizons * instruments, 1), window: history, level: 0.95)
        self.instruments = instruments
    }

    /// Multiplies alphas by 1 - deviation / its usual 95th percentile, between 0 and 1.
    mutating func scale(_ alpha: Column, by forecasts: ColumnSet, target: Int) {
        for index in 0..<alpha.count {
            let deviation = deviation(forecasts, index)
            guard !deviation.isNaN else { continue }
            let series = target * instruments + index
            usual.push(deviation, series: series)
            let limit = usual.value(series)
            guard usual.count(series) >= Self.least, limit > 0 else { continue }
            alpha[index] *= 1 - min(deviation / limit, 1)
        }
    }

    /// The standard deviation (of the population) of the horizons that are there; NaN with fewer than two.
    private func deviation(_ forecasts: ColumnSet, _ index: Int) -> Double {
        var (sum, square, count) = (0.0, 0.0, 0.0)
        for horizon in 0..<forecasts.columns where !forecasts[horizon][index].isNaN {
            sum += forecasts[horizon][index]
            count += 1
        }
        guard count > 1 else { return .nan }
        for horizon in 0..<forecasts.columns where !forecasts[horizon][index].isNaN {
            let distance = forecasts[horizon][index] - sum / count
            square += distance * distance
        }
        let deviation = (square / count).squareRoot()
        return deviation.isFinite ? deviation : .nan
    }

    /// Writes the past.
    func remember(into memory: inout MemoryWriter) { memory.write(usual.state) }

    /// Takes the past of another run.
    mutating func recall(from memory: inout MemoryReader) throws {
        guard usual.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of agreement is of another form")
        }
    }
}
