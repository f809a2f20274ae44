import SluiceKit

/// How a cycle came to be, as one word of its record.
struct RecordedCircumstances: Equatable {
    /// Whether its stages ran.
    var hasRun: Bool
    /// Whether history drove the clock.
    var isSimulated: Bool
    /// Whether its orders were dropped because it had taken too long.
    var isLate = false

    /// Whether a person freed trading before its stages ran.
    var isFreed = false
    /// The form of the cycle's digests; those of another one are not to be compared.
    var digestForm = Digest.form

    init(hasRun: Bool, isSimulated: Bool, isLate: Bool = false, isFreed: Bool = false) {
        (self.hasRun, self.isSimulated) = (hasRun, isSimulated)
        (self.isLate, self.isFreed) = (isLate, isFreed)
    }

    /// Reads a word; one without the second bit says nothing of the clock, and was driven by history.
    init(_ word: UInt64) {
        (hasRun, isSimulated) = (word & 1 != 0, word & 2 == 0)
        (isLate, isFreed) = (word & 4 != 0, word & 8 != 0)
        // Words without one are of the first form, and hold zero.
        digestForm = Int(word >> 8 & 0xFF)
    }

    var word: UInt64 {
        (hasRun ? 1 : 0) | (isSimulated ? 0 : 2) | (isLate ? 4 : 0) | (isFreed ? 8 : 0)
            | UInt64(digestForm) << 8
    }
}
