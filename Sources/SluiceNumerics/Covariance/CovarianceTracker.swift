internal import Glibc

/// The covariances of the returns of many instruments, kept up to date bar by bar.
///
/// A bar adds one outer product of its returns, and takes that of the bar that leaves the window off: n^2 / 2 products,
/// no allocation. Nothing is estimated until it is asked for. A gap (a return that is NaN or infinite) leaves the pairs
/// of its instrument as they are, so that each pair counts the bars at which both were there, with the means over just
/// these (pairwise complete, as pandas' `DataFrame.cov`). An instrument is known once it has `minimum` returns; one that
/// has vanished is forgotten as its returns leave the window (with `exponential` it keeps what it had). A bar at
/// which nobody has a return is no bar. With gaps the estimate need not be positive definite; shrinking helps.
///
/// Rounding does not pile up: each bar also sums one instrument's products anew from the window.
///
/// Sources: see `CovarianceEstimate`. Worked number: returns of (1, 2), (2, 1) and (3, 3) have variances of 1 and 1 and
/// a covariance of 0.5.
public final class CovarianceTracker {
    /// How bars count.
    public enum Memory: Equatable, Sendable {
        /// The last so many alike.
        case window(Int)
        /// Each half as much as the one so many bars behind it, and means are taken to be 0 (RiskMetrics, 1996).
        case exponential(halfLife: Double)
    }

    /// How bars count.
    public let memory: Memory
    /// How many instruments there are.
    public let count: Int
    /// The returns from which on an instrument is known.
    public let minimum: Int
    /// The bars that were pushed and had a return.
    public internal(set) var bars = 0

    /// Sums of products of pairs, lower triangle; with a decay their weighted means.
    let products: SquareMatrix
    /// By row the one that was absent: how often the other was there all the same.
    let missed: SquareMatrix
    /// By row the one that was absent: the sum of the other's returns at these bars.
    let missedSums: SquareMatrix
    /// The returns of an instrument: how many, and their sum.
    let counts: UnsafeMutablePointer<Double>
    let sums: UnsafeMutablePointer<Double>
    /// The window's bars, NaN for gaps; the oldest stands where the next will.
    let ring: UnsafeMutablePointer<Double>
    let capacity: Int
    /// What is left of a bar's part after one more; 1 with a window.
    let decay: Double
    /// The bar's returns with 0 for a gap, and what its columns are multiplied by.
    private let filled: UnsafeMutablePointer<Double>
    private let leaving: UnsafeMutablePointer<Double>

    /// Refuses fewer than 1 or more than 4,096 instruments, a window outside 2 to 100,000, a half-life
    /// outside 0.1 to 1e9 and a minimum outside 2 to the window.
    public init(count: Int, memory: Memory, minimum: Int = 20) throws(InvalidParameter) {
        try require("count", count, in: 1...4096)
        switch memory {
        case .window(let window):
            try require("window", window, in: 2...100_000)
            try require("minimum", minimum, in: 2...window)
            capacity = window
            decay = 1
        case .exponential(let halfLife):
            try require("halfLife", halfLife, in: 0.1...1e9)
            try require("minimum", minimum, in: 2...1_000_000)
            capacity = 0
            decay = exp2(-1 / halfLife)
        }
        (self.count, self.memory, self.minimum) = (count, memory, minimum)
        products = SquareMatrix(count)
        missed = SquareMatrix(count)
        missedSums = SquareMatrix(count)
        counts = .allocate(capacity: count)
        sums = .allocate(capacity: count)
        filled = .allocate(capacity: count)
        leaving = .allocate(capacity: count)
        ring = .allocate(capacity: Swift.max(capacity * count, 1))
        for column in [counts, sums, filled, leaving] { column.initialize(repeating: 0, count: count) }
        ring.initialize(repeating: .nan, count: Swift.max(capacity * count, 1))
    }

    deinit {
        for column in [counts, sums, filled, leaving, ring] { column.deallocate() }
    }

    /// Takes the returns of a bar, fractions by instrument; other than `count` of them is a programming error.
    public func push(_ returns: Span<Double>) {
        precondition(returns.count == count)
        returns.withUnsafeBufferPointer { buffer in
            guard let returns = buffer.baseAddress, buffer.contains(where: \.isFinite) else { return }
            switch memory {
            case .window: slide(returns)
            case .exponential: fade(returns)
            }
            bars += 1
        }
    }

    /// Whether an instrument has enough returns.
    public func isKnown(_ index: Int) -> Bool { counts[index] >= Double(minimum) }

    private func slide(_ returns: UnsafePointer<Double>) {
        let place = ring + (bars % capacity) * count
        if bars >= capacity { tally(place, -1) }
        for index in 0..<count {
            leaving[index] = bars >= capacity && place[index].isFinite ? place[index] : 0
            place[index] = returns[index].isFinite ? returns[index] : .nan
            filled[index] = returns[index].isFinite ? returns[index] : 0
        }
        tally(place, 1)
        for row in 0..<count {
            let (line, new, old) = (products.row(row), filled[row], leaving[row])
            if new == 0, old == 0 { continue }
            for column in 0...row { line[column] += new * filled[column] - old * leaving[column] }
        }
        retake(bars % count)
    }

    /// Books who was there, and who was there while another was not.
    private func tally(_ returns: UnsafePointer<Double>, _ sign: Double) {
        for index in 0..<count {
            if returns[index].isFinite {
                counts[index] += sign
                sums[index] += sign * returns[index]
                continue
            }
            let (times, totals) = (missed.row(index), missedSums.row(index))
            for other in 0..<count where returns[other].isFinite {
                times[other] += sign
                totals[other] += sign * returns[other]
            }
        }
    }

    /// Sums the products of one instrument with those before it anew.
    private func retake(_ row: Int) {
        let line = products.row(row)
        for column in 0...row { line[column] = 0 }
        sums[row] = 0
        for bar in 0..<Swift.min(bars + 1, capacity) {
            let returns = ring + bar * count
            let own = returns[row]
            guard own.isFinite else { continue }
            sums[row] += own
            for column in 0...row where returns[column].isFinite { line[column] += own * returns[column] }
        }
    }

    private func fade(_ returns: UnsafePointer<Double>) {
        for index in 0..<count {
            let isThere = returns[index].isFinite
            filled[index] = isThere ? (1 - decay) * returns[index] : 0
            leaving[index] = isThere ? decay : 1
        }
        tally(returns, 1)
        for row in 0..<count where returns[row].isFinite {
            let (line, own) = (products.row(row), returns[row])
            for column in 0...row { line[column] = leaving[column] * line[column] + own * filled[column] }
        }
    }
}
