extension SeriesCorrelation {
    /// Writes the full matrix of a series' correlations, row by row, and returns by how much it had to be shrunk.
    ///
    /// The diagonal is 1. `minimum` is how many common moments a pair needs; a member that was present at fewer than
    /// `established` moments correlates with nobody, so that its few values cannot contradict the others. The factor is
    /// 1 unless gaps made the pairs contradict each other; see `CorrelationRepair`.
    @discardableResult
    public mutating func correlations(
        series index: Int, minimum: Int = 3, established: Int = 0, into matrix: inout MutableSpan<Double>
    ) -> Double {
        precondition(matrix.count == members * members)
        let filled = Double(Swift.min(steps[index], window))
        var hasGaps = false
        for member in 0..<members {
            matrix[member * members + member] = 1
            for other in 0..<member {
                let fewer = Swift.min(present[member * series + index], present[other * series + index])
                var common = 0.0
                if fewer >= Double(Swift.max(minimum, established)), fewer > 0 {
                    hasGaps = hasGaps || fewer < filled
                    common =
                        fewer < filled
                        ? correlation(ofGappy: member, other, series: index, minimum: minimum)
                        : correlation(ofComplete: member, other, series: index, count: filled)
                }
                matrix[member * members + other] = common
                matrix[other * members + member] = common
            }
        }
        return hasGaps ? repair.heal(&matrix, members: members) : 1
    }

    private func correlation(
        ofComplete member: Int, _ other: Int, series index: Int, count: Double
    ) -> Double {
        let run = index..<index + 1
        let (one, two) = (sums[member * series + index], sums[other * series + index])
        let common = products[product(member, other, run).lowerBound] - one * two * (1 / count)
        let square = products[product(member, member, run).lowerBound]
        let otherSquare = products[product(other, other, run).lowerBound]
        return CorrelationReading.correlation(
            common, CorrelationReading.scale(sum: one, square: square, part: 1 / count),
            CorrelationReading.scale(sum: two, square: otherSquare, part: 1 / count))
    }

    /// The correlation of two members over the moments of the window at which both were present.
    private func correlation(
        ofGappy member: Int, _ other: Int, series index: Int, minimum: Int
    ) -> Double {
        var pearson = Pearson()
        for slot in 0..<Swift.min(steps[index], window) {
            let row = slot * members
            pearson.add(values[(row + member) * series + index], values[(row + other) * series + index])
        }
        return pearson.count >= minimum ? pearson.correlation : 0
    }
}

extension SeriesCorrelation {
    /// Writes the correlations of a run of neighbouring series, pair after pair, in each the series.
    ///
    /// Pairs go row by row below the diagonal: (1, 0), (2, 0), (2, 1), and so on. The same bits as the full matrices.
    public mutating func correlations(
        firstSeries first: Int, count: Int, minimum: Int = 3, established: Int = 0,
        into pairs: inout MutableSpan<Double>
    ) {
        let least = Swift.max(minimum, established)
        precondition(pairs.count == count * members * (members - 1) / 2 && first + count <= series)
        pairs.withUnsafeMutableBufferPointer { pairs in
            var start = 0
            while start < count {
                let part = start..<Swift.min(start + CorrelationScratch.room, count)
                read(first + part.lowerBound..<first + part.upperBound, pairs, stride: count, at: start)
                for offset in part where !isComplete(first + offset, least: least) {
                    readOne(
                        first + offset, minimum: minimum, established: established, pairs, stride: count,
                        at: offset)
                }
                start = part.upperBound
            }
        }
    }

    private func isComplete(_ index: Int, least: Int) -> Bool {
        let filled = Swift.min(steps[index], window)
        var isComplete = filled >= least && filled > 0
        for member in 0..<members {
            isComplete = isComplete && present[member * series + index] == Double(filled)
        }
        return isComplete
    }

    /// Reads a stretch as if nobody had been absent.
    private mutating func read(
        _ run: Range<Int>, _ pairs: UnsafeMutableBufferPointer<Double>, stride: Int, at start: Int
    ) {
        for offset in 0..<run.count {
            scratch.leaving[offset] = 1 / Double(Swift.min(steps[run.lowerBound + offset], window))
        }
        let (members, series) = (members, series)
        scratch.leaving.lend(CorrelationScratch.cells(0, run.count)) { parts in
            scratch.entering.withUnsafeMutableBufferPointer { scales in
                sums.withUnsafeMutableBufferPointer { sums in
                    products.withUnsafeMutableBufferPointer { products in
                        let reading = CorrelationReading(
                            series: series, run: run, parts: parts, scales: scales, sums: sums,
                            products: products)
                        for member in 0..<members {
                            reading.scale(member)
                            for other in 0..<member {
                                let base = (member * (member - 1) / 2 + other) * stride + start
                                let pair = Lanes.Cells(rebasing: pairs[base..<base + run.count])
                                reading.correlate(member, other, into: pair)
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func readOne(
        _ index: Int, minimum: Int, established: Int, _ pairs: UnsafeMutableBufferPointer<Double>,
        stride: Int,
        at offset: Int
    ) {
        var matrix = repair.takeMatrix()
        var span = matrix.mutableSpan
        correlations(series: index, minimum: minimum, established: established, into: &span)
        for member in 0..<members {
            for other in 0..<member {
                pairs[(member * (member - 1) / 2 + other) * stride + offset] =
                    matrix[member * members + other]
            }
        }
        repair.putBack(matrix)
    }
}
