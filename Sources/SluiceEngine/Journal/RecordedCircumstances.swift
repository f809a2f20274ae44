/// How a cycle came to be, as one word of its record.
struct RecordedCircumstances: Equatable {
    /// Whether its stages ran.
    var hasRun: Bool
    /// Whether history drove the clock.
    var isSimulated: Bool

    init(hasRun: Bool, isSimulated: Bool) { (self.hasRun, self.isSimulated) = (hasRun, isSimulated) }

    /// Reads a word; one without the second bit says nothing of the clock, and was driven by history.
    init(_ word: UInt64) { (hasRun, isSimulated) = (word & 1 != 0, word & 2 == 0) }

    var word: UInt64 { (hasRun ? 1 : 0) | (isSimulated ? 0 : 2) }
}
