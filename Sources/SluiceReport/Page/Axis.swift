import Glibc
import SluiceMarket

/// The range of a chart's values, and the round numbers in it that get a line.
struct Axis {
    let low: Double
    let high: Double
    let ticks: [Double]

    /// Covers the values with some room; a range without extent gets one.
    init(_ low: Double, _ high: Double) {
        var (low, high) = low <= high ? (low, high) : (0, 1)
        if high - low <= max(low.magnitude, high.magnitude) * 1e-9 {
            let room = max(high.magnitude * 0.01, 1e-6)
            (low, high) = (low - room, high + room)
        }
        let rough = (high - low) / 4
        let power = pow(10, (log10(rough)).rounded(.down))
        let step = [1.0, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? 10 * power
        var ticks: [Double] = []
        var tick = (low / step).rounded(.up) * step
        while tick <= high + step * 1e-9, ticks.count < 10 {
            ticks.append(tick.magnitude < step * 1e-9 ? 0 : tick)
            tick += step
        }
        let room = (high - low) * 0.04
        (self.low, self.high, self.ticks) = (low - room, high + room, ticks)
    }

    /// The share of the range below a value.
    func place(_ value: Double) -> Double { (value - low) / (high - low) }

    /// The number of a tick, with as many decimals as the steps between ticks need.
    func text(_ tick: Double, _ unit: RunFigure.Unit) -> String {
        let step = ticks.count > 1 ? ticks[1] - ticks[0] : high - low
        func decimals(_ step: Double) -> Int {
            var (places, size) = (0, step)
            while places < 6, (size - size.rounded()).magnitude > 1e-6 * size.magnitude + 1e-12 {
                (places, size) = (places + 1, size * 10)
            }
            return places
        }
        switch unit {
        case .fraction: return fixedText(tick * 100, places: decimals(step * 100)) + "%"
        case .money where max(low.magnitude, high.magnitude) >= 1e6 && step >= 1e4:
            return fixedText(tick / 1e6, places: decimals(step / 1e6)) + "M"
        case .money where max(low.magnitude, high.magnitude) >= 1e4 && step >= 100:
            return fixedText(tick / 1e3, places: decimals(step / 1e3)) + "k"
        case .money: return RunFigure.grouped(fixedText(tick, places: decimals(step)))
        default: return fixedText(tick, places: decimals(step))
        }
    }
}
