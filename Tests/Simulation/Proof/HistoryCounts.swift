/// What a history was made of.
struct HistoryCounts: Sendable {
    var cycles = 0
    var processes = 0
    var orders = 0
    var children = 0
    var fills = 0
    var charges = 0
    var unknown = 0
    var lost = 0
    var halts = 0
    var refused = 0

    mutating func add(_ other: HistoryCounts) {
        cycles += other.cycles
        processes += other.processes
        orders += other.orders
        children += other.children
        fills += other.fills
        charges += other.charges
        unknown += other.unknown
        lost += other.lost
        halts += other.halts
        refused += other.refused
    }

    /// Each count by its name.
    var named: [(String, Int)] {
        [
            ("cycles", cycles), ("processes", processes), ("orders", orders), ("children", children),
            ("fills", fills), ("charges", charges), ("unknown", unknown), ("lost", lost), ("halts", halts),
            ("refused", refused),
        ]
    }
}
