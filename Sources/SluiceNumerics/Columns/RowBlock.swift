/// How many rows of many series are worked on at a time.
enum RowBlock {
    /// How many numbers, unless a row is longer: what they touch stays in the first cache.
    static let room = 256
    /// For fewer numbers it is not worth while to see whether one is absent.
    static let many = 8

    /// Of fewer in a row a call of a loop costs more than it saves.
    static let few = 4

    /// How many rows of so many series; one at least.
    static func rows(of series: Int) -> Int { Swift.max(room / Swift.max(series, 1), 1) }

    /// Room for so many columns of a block in memory that is kept from call to call.
    static func reserve(_ columns: Int, of series: Int, in scratch: inout [Double]) -> Int {
        let room = Swift.max(room, series)
        if scratch.count < columns * room { scratch = [Double](repeating: 0, count: columns * room) }
        return room
    }
}
