import SluiceKit

/// The last outcomes of something that may fail, and how often it did.
struct OutcomeRing {
    /// 1 for a failure, oldest at `next` once it is full.
    private var outcomes: [Double]
    private var next = 0
    private(set) var count = 0
    /// How many there must be before a rate counts.
    let minimum: Int

    init(window: Int, minimum: Int) {
        outcomes = Array(repeating: 0, count: window)
        self.minimum = minimum
    }

    mutating func note(isFailure: Bool) {
        outcomes[next] = isFailure ? 1 : 0
        next = next + 1 == outcomes.count ? 0 : next + 1
        count = min(count + 1, outcomes.count)
    }

    /// The part that failed; 0 while there are too few.
    var rate: Double {
        guard count >= minimum else { return 0 }
        var failures = 0.0
        for index in 0..<count { failures += outcomes[index] }
        return failures / Double(count)
    }

    /// Begins a new count.
    mutating func clear() { (count, next) = (0, 0) }

    func remember(into memory: inout MemoryWriter) {
        memory.write(outcomes)
        memory.write(next)
        memory.write(count)
    }

    mutating func recall(from memory: inout MemoryReader) throws {
        let outcomes = try memory.doubles()
        let (next, count) = (try memory.int(), try memory.int())
        guard outcomes.count == self.outcomes.count, outcomes.indices.contains(next),
            (0...outcomes.count).contains(count)
        else { throw MemoryMismatch("the outcomes are of another window") }
        (self.outcomes, self.next, self.count) = (outcomes, next, count)
    }
}
