/// Rolling correlations among members over all instruments together: one past per horizon.
///
/// A step is one moment's cross-section: every member's value for every instrument. A pair's correlation is taken over
/// all instruments and moments of the window at which both were present; with fewer than `minimum` of them, or a
/// constant member, it is 0. A moment at which nobody is present is no step.
///
/// Each step leaves its sums; those of the window are added up from two piles, one that only grows and one that was
/// summed from its end when it was turned over, so that nothing is ever subtracted and nothing drifts. Cost of a step:
/// members squared times instruments. Source: the two-stack queue (van Herk 1992; Gil and Werman 1993).
public struct PooledCorrelation: Sendable {
    /// How many pasts there are, one per horizon.
    public let groups: Int
    /// How many members there are.
    public let members: Int
    /// How many instruments a cross-section has.
    public let instruments: Int
    /// How many steps a past holds.
    public let window: Int
    // One row of sums per group and slot, and one per group for the growing pile; see `CrossSums`.
    var rows: [Double]
    var piles: [Double]
    var steps: [Int]
    // The first value of a member, by group, then member: sums are of differences from it.
    var references: [Double]
    // The cross-section at hand: differences by member, then instrument; 0 and a mask of 0 where absent.
    var differences: [Double]
    var masks: [Double]
    var absent: [Int]
    // By member: whether its masks are all 1 already.
    var isMasked: [Bool]
    var repair: CorrelationRepair
    let stride: Int

    /// Refuses less than one of anything, and more than 2^31 sums altogether.
    public init(groups: Int, members: Int, instruments: Int, window: Int = 50) throws(InvalidParameter) {
        try require("groups", groups, in: 1...100_000)
        try require("members", members, in: 1...1024)
        try require("instruments", instruments, in: 1...1_000_000)
        try require("window", window, in: 1...1_000_000)
        (self.groups, self.members, self.instruments, self.window) = (groups, members, instruments, window)
        stride = CrossSums.count(members: members)
        let (cells, overflows) = (groups * window).multipliedReportingOverflow(by: stride)
        try require("groups x window x members squared", overflows ? .max : cells, in: 1...(1 << 31))
        rows = [Double](repeating: 0, count: cells)
        piles = [Double](repeating: 0, count: groups * stride)
        steps = [Int](repeating: 0, count: groups)
        references = [Double](repeating: .nan, count: groups * members)
        differences = [Double](repeating: 0, count: members * instruments)
        masks = [Double](repeating: 0, count: members * instruments)
        absent = [Int](repeating: instruments, count: members)
        isMasked = [Bool](repeating: false, count: members)
        repair = try CorrelationRepair(capacity: members)
    }

    /// Lays one member's column of the cross-section ready; what is not finite, or above 1e140, is absent.
    ///
    /// `column` is indexed by instrument and has `instruments` of them. Each value is first multiplied by its own
    /// `scale`, which as an empty span stands for 1.
    public mutating func stage(
        _ column: Span<Double>, scale: Span<Double> = Span(), member: Int, group: Int
    ) {
        precondition(column.count == instruments && (scale.isEmpty || scale.count == instruments))
        let run = (member * instruments)..<((member + 1) * instruments)
        var reference = references[group * members + member]
        absent[member] = differences.withUnsafeMutableBufferPointer { differences in
            masks.withUnsafeMutableBufferPointer { masks in
                column.withUnsafeBufferPointer { column in
                    scale.withUnsafeBufferPointer { scale in
                        let staged = StagedColumn(
                            values: column, scale: scale, differences: .init(rebasing: differences[run]),
                            masks: .init(rebasing: masks[run]))
                        if reference.isNaN { reference = staged.first }
                        let missing = staged.lay(from: reference)
                        if missing == 0, !isMasked[member] { staged.masks.update(repeating: 1) }
                        return missing
                    }
                }
            }
        }
        references[group * members + member] = reference
        isMasked[member] = absent[member] == 0
    }

    /// Takes the cross-section that was laid ready, all members of it, as the next step of a group.
    public mutating func push(group: Int) {
        var least = instruments
        for member in 0..<members { least = Swift.min(least, absent[member]) }
        guard least < instruments else { return }
        let slot = steps[group] % window
        if slot == 0, steps[group] > 0 { turnOver(group) }
        let row = (group * window + slot) * stride
        differences.withUnsafeBufferPointer { differences in
            masks.withUnsafeBufferPointer { masks in
                rows.withUnsafeMutableBufferPointer { rows in
                    CrossSums(members: members, instruments: instruments).take(
                        differences: differences, masks: masks, absent: absent,
                        into: .init(rebasing: rows[row..<(row + stride)]))
                }
            }
        }
        for cell in 0..<stride { piles[group * stride + cell] += rows[row + cell] }
        steps[group] += 1
    }

    /// Sums the full pile from its end, so that each row holds what is left once the rows before it are gone.
    private mutating func turnOver(_ group: Int) {
        for slot in Swift.stride(from: window - 2, through: 0, by: -1) {
            let row = (group * window + slot) * stride
            for cell in row..<(row + stride) { rows[cell] += rows[cell + stride] }
        }
        for cell in 0..<stride { piles[group * stride + cell] = 0 }
    }
}
