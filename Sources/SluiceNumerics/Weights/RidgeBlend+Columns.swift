extension RidgeBlend {
    /// Writes the weights of many series, member after member and in each the series, each as `weigh` would.
    ///
    /// `counts` come member after member, `pairs` pair after pair as `SeriesCorrelation` writes them: those are
    /// correlations, and not asked again whether they are. `informationCoefficients` and `costShares` are by member and
    /// the same for all series. Where all members are established this is several times faster than one by one, and
    /// gives the same bits.
    public mutating func weigh(
        series: Int, counts: Span<Double>, pairs: Span<Double>, informationCoefficients: Span<Double>,
        costShares: Span<Double>, temperature: Temperature, into weights: inout MutableSpan<Double>
    ) {
        let members = informationCoefficients.count
        precondition(counts.count == members * series && weights.count == members * series)
        precondition(pairs.count == members * (members - 1) / 2 * series)
        let isWhole = know(informationCoefficients, costShares)
        if stretch.members != members { stretch = RidgeStretch(members: members) }
        counts.withUnsafeBufferPointer { counts in
            pairs.withUnsafeBufferPointer { pairs in
                weights.withUnsafeMutableBufferPointer { weights in
                    var start = 0
                    while start < series {
                        let part = start..<Swift.min(start + RidgeStretch.room, series)
                        let columns = RidgeColumns(
                            members: members, counts: counts, pairs: pairs, weights: weights, stride: series,
                            part: part)
                        weigh(columns, isWhole: isWhole, temperature: temperature)
                        start = part.upperBound
                    }
                }
            }
        }
    }

    private mutating func weigh(_ columns: RidgeColumns, isWhole: Bool, temperature: Temperature) {
        if isWhole, columns.least >= Double(start), solve(columns) {
            temperature.apply(to: columns)
        } else {
            for series in columns.part { weigh(series, of: columns, temperature: temperature) }
        }
    }

    private mutating func solve(_ columns: RidgeColumns) -> Bool {
        let (rule, known) = (solver.rule, known)
        return known.withUnsafeBufferPointer { stretch.solve(columns, strengths: $0, rule: rule) }
    }

    /// Weighs one series of many on its own.
    private mutating func weigh(_ series: Int, of columns: RidgeColumns, temperature: Temperature) {
        let members = columns.members
        var (matrix, lengths, single): ([Double], [Int], [Double]) = ([], [], [])
        swap(&matrix, &self.matrix)
        swap(&lengths, &self.lengths)
        swap(&single, &self.single)
        fill(&matrix, &lengths, from: columns, series)
        single.withUnsafeMutableBufferPointer { single in
            var weights = UnsafeMutableBufferPointer(rebasing: single[..<members]).mutableSpan
            _ = weigh(
                counts: lengths.span.extracting(0..<members),
                correlation: matrix.span.extracting(0..<members * members), temperature: temperature,
                into: &weights)
        }
        for member in 0..<members { columns.weights[member * columns.stride + series] = single[member] }
        swap(&matrix, &self.matrix)
        swap(&lengths, &self.lengths)
        swap(&single, &self.single)
    }

    private func fill(
        _ matrix: inout [Double], _ lengths: inout [Int], from columns: RidgeColumns, _ series: Int
    ) {
        let members = columns.members
        for row in 0..<members {
            lengths[row] = Int(columns.counts[row * columns.stride + series])
            matrix[row * members + row] = 1
            for column in 0..<row {
                let pair = columns.pairs[(row * (row - 1) / 2 + column) * columns.stride + series]
                matrix[row * members + column] = pair
                matrix[column * members + row] = pair
            }
        }
    }
}

extension Temperature {
    /// Applies the temperature to the weights of each series of a stretch.
    func apply(to columns: RidgeColumns) {
        if exponent == 1 { return }
        for series in columns.part {
            let cells = stride(
                from: series, to: series + columns.members * columns.stride, by: columns.stride)
            if exponent == 0 {
                for cell in cells { columns.weights[cell] = 1 / Double(columns.members) }
                continue
            }
            var largest = 0.0
            for cell in cells { largest = Swift.max(largest, columns.weights[cell]) }
            var sum = 0.0
            for cell in cells {
                columns.weights[cell] = powered(columns.weights[cell], largest: largest)
                sum += columns.weights[cell]
            }
            for cell in cells { columns.weights[cell] /= sum }
        }
    }
}
