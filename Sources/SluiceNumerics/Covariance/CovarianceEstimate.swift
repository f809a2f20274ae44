internal import Glibc

/// What a tracker's sums are made into.
public enum CovarianceEstimate: Equatable, Sendable {
    /// Sums of products about the means over n - 1; with a decay over the weights that there were.
    case sample
    /// (1 - s) S + s m I, S being the estimate over n and m its mean variance (Ledoit and Wolf's target).
    case shrunk(Double)
    /// As `shrunk`, with the s that is best on average: Ledoit and Wolf, A well-conditioned estimator for
    /// large-dimensional covariance matrices (2004), with the scaled identity as target, as scikit-learn's `LedoitWolf`.
    ///
    /// A gap counts as the instrument's mean where s is reckoned. With a decay, which has no window to look back on, it
    /// is `sample`.
    case ledoitWolf
}

extension CovarianceTracker {
    /// Writes the covariances of one bar's returns, both triangles; rows and columns that are not known are NaN.
    ///
    /// Over a longer horizon multiply by its number of bars. A pair that was never there together is 0. Returns the
    /// shrinkage that was used. Cost: n^2, with `ledoitWolf` also n x window; no allocation. A matrix that is smaller
    /// than the universe is a programming error.
    @discardableResult
    public func estimate(_ estimate: CovarianceEstimate, into matrix: SquareMatrix) -> Double {
        precondition(matrix.stride >= count)
        let isSample = estimate == .sample
        var (trace, known) = (0.0, 0)
        for row in 0..<count {
            let line = matrix.row(row)
            for column in 0...row {
                line[column] =
                    isKnown(row) && isKnown(column) ? covariance(row, column, isSample ? 1 : 0) : .nan
            }
            guard isKnown(row) else { continue }
            trace += line[row]
            known += 1
        }
        let mean = known > 0 ? trace / Double(known) : 0
        let shrinkage =
            switch estimate {
            case .sample: 0.0
            case .shrunk(let part): part
            case .ledoitWolf: bestShrinkage(matrix, mean, known)
            }
        if shrinkage > 0 {
            for row in 0..<count {
                let line = matrix.row(row)
                for column in 0...row { line[column] *= 1 - shrinkage }
                line[row] += shrinkage * mean
            }
        }
        matrix.mirror(count)
        return shrinkage
    }

    /// The covariance of a pair over the bars at which both were there; `lost` is 1 for n - 1, 0 for n.
    private func covariance(_ row: Int, _ column: Int, _ lost: Double) -> Double {
        let both = counts[row] - missed[column, row]
        if capacity == 0 {
            return both > 0 ? products[row, column] / (1 - pow(decay, both)) : 0
        }
        guard both > lost else { return 0 }
        let one = sums[row] - missedSums[column, row]
        let two = sums[column] - missedSums[row, column]
        let covariance = (products[row, column] - one * two / both) / (both - lost)
        return row == column ? Swift.max(covariance, 0) : covariance
    }

    private func bestShrinkage(_ matrix: SquareMatrix, _ mean: Double, _ known: Int) -> Double {
        guard capacity > 0, known > 0 else { return 0 }
        var squares = 0.0
        for row in 0..<count where isKnown(row) {
            let line = matrix.row(row)
            for column in 0..<row where isKnown(column) { squares += 2 * line[column] * line[column] }
            squares += line[row] * line[row]
        }
        let rows = Swift.min(bars, capacity)
        var fourths = 0.0
        for bar in 0..<rows {
            let returns = ring + bar * count
            var length = 0.0
            for index in 0..<count where isKnown(index) && returns[index].isFinite {
                let distance = returns[index] - sums[index] / counts[index]
                length += distance * distance
            }
            fourths += length * length
        }
        let (n, t) = (Double(known), Double(rows))
        let spread = (fourths / t - squares) / (n * t)
        let distance = (squares - n * mean * mean) / n
        guard distance > 0, spread > 0 else { return 0 }
        return Swift.min(spread / distance, 1)
    }
}
