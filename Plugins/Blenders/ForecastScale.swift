import SluiceKit
import SluiceNumerics

/// What makes scores of forecasts: for each member and instrument one over the usual size of its forecasts.
///
/// The size is the root of an exponential mean square, of the mean over the horizons of forecast^2 / minutes: a forecast
/// grows with the square root of its horizon, so all horizons tell of one size. The mean square has the weight
/// 2 / (history + 1), is begun by the first forecasts and takes in the newest; a cycle without any leaves it as it is. It
/// takes out how volatile an instrument is, and when: else the wildest of them would decide what correlates.
struct ForecastScale {
    private let weight: Double
    /// One over the minutes of each horizon.
    private let shares: [Double]
    /// By member: the mean squares.
    private let squares: ColumnSet
    /// By member: one over their roots; 0 without a forecast so far, or with none but zeros.
    private let scales: ColumnSet
    /// Room for the sum and the number of the squares of a cycle, and for the mean squares they lead to.
    private let sums: ColumnSet

    /// Begins without a past.
    init(history: Int, axes: Axes) {
        weight = 2 / (Double(history) + 1)
        shares = axes.horizonMinutes.map { 1 / $0 }
        squares = ColumnSet(columns: axes.members.count, rows: axes.instruments.count)
        scales = ColumnSet(columns: axes.members.count, rows: axes.instruments.count)
        sums = ColumnSet(columns: 3, rows: axes.instruments.count)
        scales.fill(0)
    }

    /// Takes a cycle's forecasts into the past.
    func push(_ forecasts: ForecastFrame) {
        for member in 0..<forecasts.members {
            sums[0].fill(0)
            sums[1].fill(0)
            for horizon in 0..<forecasts.horizons {
                add(forecasts.column(member: member, horizon: horizon), share: shares[horizon])
            }
            settle(squares[member], scales[member])
        }
    }

    private func add(_ column: Column, share: Double) {
        let (sum, number) = (sums[0], sums[1])
        for index in 0..<column.count {
            let square = share * (column[index] * column[index])
            let isPresent = square <= .greatestFiniteMagnitude
            sum[index] += isPresent ? square : 0
            number[index] += isPresent ? 1 : 0
        }
    }

    // Without branches, so that the compiler takes several instruments at a time; where it reads it does not write, for
    // it would make a branch of that.
    private func settle(_ squares: Column, _ scales: Column) {
        let (sum, number, settled, weight) = (sums[0], sums[1], sums[2], weight)
        for index in 0..<squares.count {
            // NaN without a forecast, and then nothing changes.
            let mean = sum[index] / number[index]
            let before = squares[index]
            let moved = before + weight * (mean - before)
            let after = before.isNaN ? mean : moved
            settled[index] = after <= .greatestFiniteMagnitude ? after : before
        }
        squares.copy(settled)
        for index in 0..<squares.count {
            let square = squares[index] > 0 ? squares[index] : .infinity
            scales[index] = 1 / square.squareRoot()
        }
    }

    /// What each forecast of a member is multiplied by, by instrument.
    subscript(_ member: Int) -> Column { scales[member] }

    /// Writes the past.
    func remember(into memory: inout MemoryWriter) {
        memory.write(squares)
        memory.write(scales)
    }

    /// Takes the past of another run.
    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: squares)
        try memory.read(into: scales)
    }
}
