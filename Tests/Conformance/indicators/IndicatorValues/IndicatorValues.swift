import Glibc
import SluiceNumerics

/// Prints what the indicators of SluiceNumerics say of some bars, for `run` to compare with what TA-Lib says.
///
/// The argument is a period. Standard input has a bar a line: high, low, close. Each is answered by a line of numbers in
/// the order of `names`, which is the first line.
@main struct IndicatorValues {
    private static let names =
        "sma ema rsi atr plus_di minus_di adx macd macd_signal macd_hist upper middle lower"

    static func main() {
        guard CommandLine.arguments.count == 2, let period = Int(CommandLine.arguments[1]) else {
            fail("usage: indicator-values <period>")
        }
        do {
            var indicators = try Indicators(period: period)
            print(names)
            while let line = readLine() {
                let bar = line.split(separator: " ").compactMap { Double($0) }
                guard bar.count == 3 else { fail("not a bar: \(line)") }
                print(indicators.push(bar).map { "\($0)" }.joined(separator: " "))
            }
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(2, line, line.count)
        exit(64)
    }
}

/// Every indicator of one series.
private struct Indicators {
    private var average: SimpleAverage
    private var exponential: ExponentialAverage
    private var strength: RelativeStrength
    private var range: AverageTrueRange
    private var movement: DirectionalMovement
    private var convergence: ConvergenceDivergence
    private var bands: BollingerBands

    init(period: Int) throws {
        average = try SimpleAverage(series: 1, period: period)
        exponential = try ExponentialAverage(series: 1, span: Double(period), seed: period)
        // TA-Lib calls a price that stood still weak.
        strength = try RelativeStrength(series: 1, period: period, flat: 0)
        range = try AverageTrueRange(series: 1, period: period)
        movement = try DirectionalMovement(series: 1, period: period)
        convergence = try ConvergenceDivergence(series: 1, start: .mean)
        bands = try BollingerBands(series: 1, period: period)
    }

    mutating func push(_ bar: [Double]) -> [Double] {
        let (high, low, close) = (bar[0], bar[1], bar[2])
        average.push(close, series: 0)
        exponential.push(close, series: 0)
        strength.push(close, series: 0)
        range.push(high: high, low: low, close: close, series: 0)
        movement.push(high: high, low: low, close: close, series: 0)
        convergence.push(close, series: 0)
        bands.push(close, series: 0)
        return [
            average.average(0), exponential.average(0), strength.value(0), range.value(0), movement.plusDI(0),
            movement.minusDI(0), movement.adx(0), convergence.line(0), convergence.signal(0),
            convergence.histogram(0), bands.upper(0), bands.middle(0), bands.lower(0),
        ]
    }
}
