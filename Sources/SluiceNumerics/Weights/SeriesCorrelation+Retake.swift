extension SeriesCorrelation {
    /// Whether the sums of a series have to be taken anew after the step at hand.
    func isStale(_ index: Int, offset: Int) -> Bool {
        for member in 0..<members {
            let (cell, place) = (member * series + index, member * CorrelationScratch.room + offset)
            // A member that fell silent leaves nothing behind, not even rounding.
            if present[cell] == 0, !scratch.old[place].isNaN { return true }
            let square = products[product(member, member, index..<index + 1).lowerBound]
            let staleness = RollingMoments.staleness(
                sum: sums[cell], square: square, count: present[cell], leaving: scratch.leaving[place])
            if staleness != 0 { return true }
        }
        return false
    }

    /// Whether the sums of a series are due to be taken anew: each in its turn.
    func isDue(_ index: Int) -> Bool {
        let phase = (steps[index] - 1) & (period - 1)
        return steps[index] > window && (index * period) / series == phase
    }

    /// Takes the sums of a series from its window, each member around its own mean.
    mutating func retake(_ index: Int) {
        for member in 0..<members {
            var (first, shift, count) = (Double.nan, 0.0, 0.0)
            for slot in 0..<Swift.min(steps[index], window) {
                let value = values[(slot * members + member) * series + index]
                guard !value.isNaN else { continue }
                if first.isNaN { first = value }
                shift += value - first
                count += 1
            }
            references[member * series + index] = count > 0 ? first + shift / count : 0
            sums[member * series + index] = 0
            for other in 0...member { products[product(member, other, index..<index + 1).lowerBound] = 0 }
        }
        for slot in 0..<Swift.min(steps[index], window) {
            for member in 0..<members {
                let difference = difference(slot, member, index)
                sums[member * series + index] += difference
                for other in 0...member {
                    products[product(member, other, index..<index + 1).lowerBound] +=
                        difference * self.difference(slot, other, index)
                }
            }
        }
    }

    private func difference(_ slot: Int, _ member: Int, _ index: Int) -> Double {
        let value = values[(slot * members + member) * series + index]
        return value.isNaN ? 0 : value - references[member * series + index]
    }

    /// Everything that has to survive a restart; later matrices are the same to the bit.
    public var state: [Double] { steps.map(Double.init) + present + references + sums + products + values }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let sizes = [series, present.count, references.count, sums.count, products.count, values.count]
        let ends = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        guard state.count == ends[6], state[..<ends[5]].allSatisfy(\.isFinite) else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 }) else { return false }
        guard state[ends[1]..<ends[2]].allSatisfy({ $0 >= 0 && $0 <= Double(window) }) else { return false }
        steps = counts
        slots = counts.map { $0 % window }
        present = Array(state[ends[1]..<ends[2]])
        references = Array(state[ends[2]..<ends[3]])
        sums = Array(state[ends[3]..<ends[4]])
        products = Array(state[ends[4]..<ends[5]])
        values = Array(state[ends[5]...])
        return true
    }
}
