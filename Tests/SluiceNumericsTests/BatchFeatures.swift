import Foundation
import SluiceNumerics

/// The 29 features of the last of some bars, each straight from its definition, all bars at once.
struct BatchFeatures {
    struct Bar {
        var open, high, low, close, volume: Double

        var hasPrice: Bool { close > 0 && close.isFinite }
        var isWhole: Bool {
            low > 0 && high.isFinite && (low...max(high, low)).contains(open)
                && (low...max(high, low)).contains(close) && high >= low
        }
        var hasVolume: Bool { volume >= 0 && volume.isFinite }
    }

    /// What the deviation's denominator is less than the number of values; 1, unless the test plants a mistake.
    var lost = 1.0
    private let closes: [Double]
    private let whole: [Bar]
    private let volumes: [Double]
    private let isKnown: (price: Bool, bar: Bool, volume: Bool)

    init(_ bars: [Bar]) {
        closes = bars.filter(\.hasPrice).map(\.close)
        whole = bars.filter(\.isWhole)
        volumes = bars.filter(\.hasVolume).map(\.volume)
        isKnown = (bars.last?.hasPrice ?? false, bars.last?.isWhole ?? false, bars.last?.hasVolume ?? false)
    }

    private func mean(_ values: some Collection<Double>) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    private func deviation(_ values: some Collection<Double>) -> Double {
        let mean = mean(values)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / (Double(values.count) - lost)).squareRoot()
    }

    private func last(_ count: Int, of values: [Double]) -> ArraySlice<Double>? {
        values.count >= count ? values.suffix(count) : nil
    }

    private func average(_ values: [Double], span: Double) -> [Double] {
        var averages: [Double] = []
        for value in values {
            let before = averages.last ?? value
            averages.append(before + 2 / (span + 1) * (value - before))
        }
        return averages
    }

    private var changes: [Double] { zip(closes, closes.prefix(1) + closes).map { $0 - $1 } }

    /// A feature by its name, NaN when it is not known, and the size of the numbers it is made of.
    func value(_ name: String) -> (value: Double, scale: Double) {
        if name.hasPrefix("volume") { return (isKnown.volume ? volumeFeature(name) : .nan, 1) }
        if name == "atr_14" || name == "high_low_range" {
            return (isKnown.bar ? barFeature(name) : .nan, 100)
        }
        return isKnown.price ? priceFeature(name) : (.nan, 1)
    }

    private func volumeFeature(_ name: String) -> Double {
        guard let now = volumes.last else { return .nan }
        if name == "volume_change" {
            let value = volumes.count > 1 ? now / volumes[volumes.count - 2] - 1 : .nan
            return value.isFinite ? value : .nan
        }
        return last(20, of: volumes).map { now / mean($0) } ?? .nan
    }

    private func barFeature(_ name: String) -> Double {
        guard let bar = whole.last else { return .nan }
        if name == "high_low_range" { return (bar.high - bar.low) / bar.close }
        let ranges = whole.indices.map { index in
            let bar = whole[index]
            guard index > 0 else { return bar.high - bar.low }
            let before = whole[index - 1].close
            return max(bar.high - bar.low, abs(bar.high - before), abs(bar.low - before))
        }
        return last(14, of: ranges).map(mean) ?? .nan
    }

    private func priceFeature(_ name: String) -> (Double, Double) {
        let now = closes[closes.count - 1]
        let bars = Int(name.filter(\.isNumber)) ?? 0
        let before = closes.count > bars ? closes[closes.count - 1 - bars] : .nan
        let line = zip(average(closes, span: 12), average(closes, span: 26)).map { $0 - $1 }
        let signal = average(line, span: 9)
        let band = last(20, of: closes).map { (mean($0), deviation($0)) } ?? (.nan, .nan)
        switch name.prefix(while: { !$0.isNumber }) {
        case "ret_": return (now / before - 1, 1)
        case "mom_": return (now - before, now)
        case "vol_":
            let returns = closes.indices.dropFirst().map { closes[$0] / closes[$0 - 1] - 1 }
            return (last(bars, of: returns).map(deviation) ?? .nan, 1)
        case "rsi_":
            guard let window = last(bars, of: changes) else { return (.nan, 1) }
            let (gain, loss) = (mean(window.map { max($0, 0) }), mean(window.map { max(-$0, 0) }))
            return (gain + loss == 0 ? 50 : 100 * gain / (gain + loss), 100)
        case "ma_ratio_": return (last(bars, of: closes).map { now / mean($0) - 1 } ?? .nan, 1)
        case "bb_position":
            let value = (now - (band.0 - 2 * band.1)) / (4 * band.1)
            // Where the bands nearly touch, the rounding of the mean is large beside them.
            return (band.1 == 0 ? 0.5 : value, max(1, now / band.1))
        case "bb_width": return (4 * band.1 / band.0, 1)
        case "macd": return (line[line.count - 1], now)
        case "macd_signal": return (signal[signal.count - 1], now)
        case "macd_hist": return (line[line.count - 1] - signal[signal.count - 1], now)
        case "close_to_high_": return (closes.count < 20 ? .nan : now / (closes.suffix(252).max() ?? .nan), 1)
        default: return (closes.count < 20 ? .nan : now / (closes.suffix(252).min() ?? .nan), 1)
        }
    }
}
