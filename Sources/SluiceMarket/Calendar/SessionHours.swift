/// When a session begins and ends by its market's clocks.
struct SessionHours: Hashable {
    /// Minutes after midnight.
    var open: Int
    /// Minutes after midnight.
    var close: Int
}
