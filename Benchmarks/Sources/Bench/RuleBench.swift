import SluiceKit
import SluiceNumerics

/// Single rules at the size of a large universe, microseconds of processor time.
enum RuleBench {
    /// The 29 features of the six-stage engine, a bar of so many instruments.
    static func features(instruments: Int, bars: Int) throws -> Samples {
        let bank = try FeatureBank(series: instruments, features: FeatureCatalogue.sixStage)
        let market = try SeededBars(instruments: instruments, bars: 64)
        let output = UnsafeMutableBufferPointer<Double>.allocate(
            capacity: bank.features.count * instruments)
        defer { output.deallocate() }
        var samples = Samples()
        for bar in 0..<(bars + 300) {
            let columns = market.bars(bar)
            let began = Stopwatch.threadTime
            bank.push(columns, into: output)
            let took = Stopwatch.threadTime - began
            if bar >= 300 { samples.add(Double(took) / 1_000) }
        }
        return samples
    }

    /// The weights of so many members by ridge, their correlations given.
    static func ridge(members: Int, times: Int) throws -> Samples {
        var solver = try RidgeSolver(rule: RidgeWeighting(), capacity: members)
        var dice = Dice(seed: 3)
        let factors = (0..<members).map { _ in 0.3 + 0.5 * dice.uniform() }
        var matrix = Array(repeating: 0.0, count: members * members)
        for row in 0..<members {
            for column in 0..<members {
                matrix[row * members + column] = row == column ? 1 : factors[row] * factors[column]
            }
        }
        let strengths = (0..<members).map { _ in 0.01 + 0.05 * dice.uniform() }
        var weights = Array(repeating: 0.0, count: members)
        var samples = Samples()
        for _ in 0..<times {
            let began = Stopwatch.threadTime
            var span = weights.mutableSpan
            for _ in 0..<100 {
                solver.solve(correlation: matrix.span, strengths: strengths.span, into: &span)
            }
            samples.add(Double(Stopwatch.threadTime - began) / 100_000)
        }
        return samples
    }

    /// Weights of equal risk among so many instruments, begun from the last ones while the covariance moves; half of them
    /// are short where `hedged`.
    static func riskParity(
        instruments: Int, hedged: Bool = false, times: Int
    ) throws -> (cold: Samples, warm: Samples) {
        let solver = try RiskParity(capacity: instruments)
        let covariance = SquareMatrix(instruments)
        var dice = Dice(seed: 5)
        let volatility = (0..<instruments).map { _ in 0.005 + 0.02 * dice.uniform() }
        let factor = (0..<instruments).map { number in
            (0.2 + 0.6 * dice.uniform()) * (hedged && number % 2 == 1 ? -1 : 1)
        }
        var (cold, warm) = (Samples(), Samples())
        var last = Array(repeating: 0.0, count: instruments)
        for _ in 0..<times {
            let move = (0..<instruments).map { _ in 1 + 0.01 * dice.normal() }
            for row in 0..<instruments {
                for column in 0..<instruments {
                    let correlation = row == column ? 1 : factor[row] * factor[column]
                    covariance[row, column] =
                        correlation * volatility[row] * move[row] * volatility[column] * move[column]
                }
            }
            var fresh = Array(repeating: 0.0, count: instruments)
            cold.add(try time(solver, covariance, &fresh))
            warm.add(try time(solver, covariance, &last))
        }
        return (cold, warm)
    }

    /// Microseconds of one solution, which replaces the weights.
    private static func time(
        _ solver: RiskParity, _ covariance: SquareMatrix, _ weights: inout [Double]
    ) throws -> Double {
        let began = Stopwatch.threadTime
        var span = weights.mutableSpan
        guard solver.solve(covariance, &span) else { throw BenchError("risk parity was not solved") }
        return Double(Stopwatch.threadTime - began) / 1_000
    }
}

/// Seeded bars in columns, made beforehand.
private final class SeededBars {
    private let instruments: Int
    private let count: Int
    private let storage: UnsafeMutableBufferPointer<Double>
    private static let columns = 10

    init(instruments: Int, bars: Int) throws {
        (self.instruments, count) = (instruments, bars)
        storage = .allocate(capacity: instruments * bars * Self.columns)
        storage.initialize(repeating: 0)
        var dice = Dice(seed: 11)
        var prices = (0..<instruments).map { 50 + Double($0 % 97) }
        for bar in 0..<bars {
            for index in 0..<instruments {
                let open = prices[index]
                prices[index] *= 1 + 0.01 * dice.normal()
                let close = prices[index]
                let volume = 100_000 * (1 + dice.uniform())
                let numbers = [
                    open, max(open, close) * 1.002, min(open, close) * 0.998, close, volume, close * 0.9999,
                    close * 1.0001, 500 + 100 * dice.uniform(), 500 + 100 * dice.uniform(), 1,
                ]
                for (column, number) in numbers.enumerated() {
                    storage[(bar * Self.columns + column) * instruments + index] = number
                }
            }
        }
    }

    deinit { storage.deallocate() }

    /// The columns of a bar, forth and back.
    func bars(_ number: Int) -> FeatureBars {
        let turn = number % (2 * count)
        let bar = turn < count ? turn : 2 * count - 1 - turn
        func column(_ index: Int) -> FeatureBars.Column {
            let first = (bar * Self.columns + index) * instruments
            return FeatureBars.Column(rebasing: storage[first..<first + instruments])
        }
        var bars = FeatureBars(all: column(0))
        (bars.high, bars.low, bars.close, bars.volume) = (column(1), column(2), column(3), column(4))
        (bars.bid, bars.ask, bars.bidSize, bars.askSize) = (column(5), column(6), column(7), column(8))
        bars.fresh = column(9)
        return bars
    }
}
