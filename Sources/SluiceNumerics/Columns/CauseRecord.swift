internal import CColumns

/// Why an instrument is held, as loops over many of them see it: 32 bytes.
///
/// Eight where the letters of the word lie, of which one word has one; four of the word's length and unit; four of who
/// gave the cause; eight of what was observed, and eight of its limit.
public enum CauseRecord {
    /// How many instruments from the first one on are either held, all with one cause, or decided and not blocked; and how
    /// many of these are held.
    ///
    /// A side of 0 is held, a scale of 0 blocked. It may end some places early.
    public static func countAlike(
        _ count: Int, sides: UnsafePointer<Double>, scales: UnsafePointer<Double>, causes: UnsafeRawPointer,
        like cause: UnsafeRawPointer
    ) -> (passed: Int, held: Int) {
        var (passed, held) = (Int64(0), Int64(0))
        ccolumns_count_alike(
            Int64(count), sides, scales, causes.assumingMemoryBound(to: ccolumns_cause.self),
            cause.assumingMemoryBound(to: ccolumns_cause.self), &passed, &held)
        return (Int(passed), Int(held))
    }
}
