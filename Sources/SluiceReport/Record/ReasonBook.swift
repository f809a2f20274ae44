import SluiceKit

/// Numbers for reasons, given in the order in which they are first seen.
///
/// A reason is a constant, so its place in memory tells which it is; text is compared only for a place that is new.
struct ReasonBook {
    /// The reasons, each at its number.
    private(set) var reasons: [Reason] = []
    private var known: [(start: UnsafePointer<UInt8>, number: Int64)] = []

    /// The number of a reason; -1 for none.
    mutating func number(of reason: Reason) -> Int64 {
        guard !reason.isNone else { return -1 }
        let start = reason.letters
        for entry in known where entry.start == start { return entry.number }
        var number = reasons.firstIndex(of: reason)
        if number == nil {
            number = reasons.count
            reasons.append(reason)
        }
        let found = Int64(number ?? -1)
        known.append((start, found))
        return found
    }
}
