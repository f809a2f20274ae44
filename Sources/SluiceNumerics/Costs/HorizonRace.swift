/// Finds the horizon that wins each of a few hundred contests, one horizon for all of them at a time.
///
/// The winner is the one that `Arbitration.Contest` finds, which takes an instrument at a time and several times as long.
/// Worked number: alphas 10 over 5 minutes and 40 over 20 at costs of 2 have scores 8 and 19, and the second wins.
public final class HorizonRace: @unchecked Sendable {
    /// The most contests at a time: what they touch stays in the first cache.
    @inlinable public static var room: Int { 256 }

    private let rule: Arbitration
    // Parts of one row, each `room` after the one before: the compiler then knows that they do not overlap.
    @usableFromInline let cells: UnsafeMutablePointer<Double>
    @inlinable static var spread: Int { 0 }
    @inlinable static var timing: Int { 256 }
    @inlinable static var impact: Int { 512 }
    @inlinable static var factor: Int { 768 }
    // The best rank so far and whose it is, in two places: each horizon reads the one and writes the other.
    @inlinable static var rank: Int { 1024 }
    @inlinable static var winner: Int { 1280 }
    @inlinable static var other: Int { 512 }
    @usableFromInline var isOther = false

    /// Begins without contests.
    public init(rule: Arbitration) {
        self.rule = rule
        cells = .allocate(capacity: 8 * Self.room)
        cells.initialize(repeating: 0, count: 8 * Self.room)
    }

    deinit { cells.deallocate() }

    /// Begins a contest with the parts of its cost in basis points, timing for five minutes.
    ///
    /// The cost is their sum times the factor; one that is not finite lets no horizon take part.
    @inlinable
    public func begin(
        _ index: Int, spreadBps: Double, timingBps: Double, impactBps: Double, factor: Double = 1
    ) {
        precondition(index >= 0 && index < Self.room, "a race has room for so many contests")
        cells[index + Self.spread] = spreadBps
        cells[index + Self.timing] = timingBps
        cells[index + Self.impact] = impactBps
        cells[index + Self.factor] = factor
        (cells[index + Self.rank], cells[index + Self.winner]) = (-.infinity, -1)
        (cells[index + Self.rank + Self.other], cells[index + Self.winner + Self.other]) = (-.infinity, -1)
    }

    /// Offers a horizon to the first of the contests, in the order of `alphas`.
    public func offer(
        horizon: Int, alphas: UnsafeBufferPointer<Double>, over length: HorizonScale, weight: Double = 1
    ) {
        precondition(alphas.count <= Self.room, "a race has room for so many contests")
        let own = (length: length.root, number: Double(horizon), weight: weight)
        if isOther {
            offer(own, alphas, from: Self.other, to: 0)
        } else {
            offer(own, alphas, from: 0, to: Self.other)
        }
        isOther.toggle()
    }

    // Without a branch, and without writing where it has read: the compiler would make a branch of that.
    @inline(__always)
    private func offer(
        _ own: (length: Double, number: Double, weight: Double), _ alphas: UnsafeBufferPointer<Double>,
        from: Int, to: Int
    ) {
        let (cells, isSigned) = (cells, rule.direction == .longOnly)
        for index in 0..<alphas.count {
            let alpha = alphas[index]
            let timing = cells[index &+ Self.timing] * own.length
            let sum = cells[index &+ Self.spread] + timing + cells[index &+ Self.impact]
            let cost = sum * cells[index &+ Self.factor]
            let edge = (isSigned ? alpha : alpha.magnitude) - cost
            let score = edge / own.length
            let weighed = score * own.weight
            let lost = own.weight.isNaN ? .nan : score
            let rank = score > 0 ? weighed : lost
            let sound = edge.magnitude < .infinity ? rank : .nan
            let best = cells[index &+ Self.rank &+ from]
            let leader = cells[index &+ Self.winner &+ from]
            cells[index &+ Self.rank &+ to] = sound > best ? sound : best
            cells[index &+ Self.winner &+ to] = sound > best ? own.number : leader
        }
    }

    /// The winner of a contest; nil when no horizon took part.
    @inlinable
    public func winner(_ index: Int) -> Int? {
        let winner = cells[index + Self.winner + (isOther ? Self.other : 0)]
        return winner < 0 ? nil : Int(winner)
    }
}
