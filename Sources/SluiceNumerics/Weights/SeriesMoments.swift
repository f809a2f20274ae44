/// The sums of one series' members and of their products, over borrowed memory.
struct SeriesMoments {
    let members: Int
    /// The slot of the window that is written next; NaN where a member was absent.
    let row: UnsafeMutableBufferPointer<Double>
    /// How many values of each member the window holds.
    let present: UnsafeMutableBufferPointer<Int>
    /// A reference for each member, then a sum, then the products of each pair, row by row up to the diagonal.
    let sums: UnsafeMutableBufferPointer<Double>
    /// Room for two differences from the reference for each member.
    let differences: UnsafeMutableBufferPointer<Double>

    /// Replaces the oldest step, if the window is full, by the newest; true when the sums have to be taken anew.
    func replace(with step: Span<Double>, isFull: Bool) -> Bool {
        for member in 0..<members {
            let (entering, leaving) = (step[member], isFull ? row[member] : .nan)
            if present[member] == 0 { sums[member] = entering.isFinite ? entering : 0 }
            differences[member] = entering.isFinite ? entering - sums[member] : 0
            differences[members + member] = leaving.isNaN ? 0 : leaving - sums[member]
            present[member] += (entering.isFinite ? 1 : 0) - (leaving.isNaN ? 0 : 1)
            row[member] = entering.isFinite ? entering : .nan
        }
        var isStale = false
        var product = 2 * members
        for member in 0..<members {
            let (entering, leaving) = (differences[member], differences[members + member])
            sums[members + member] += entering - leaving
            for other in 0...member {
                sums[product] += entering * differences[other] - leaving * differences[members + other]
                product += 1
            }
            isStale =
                RollingMoments.isStale(
                    sum: sums[members + member], square: sums[product - 1], count: Double(present[member]),
                    leaving: leaving) || isStale
        }
        return isStale
    }
}
