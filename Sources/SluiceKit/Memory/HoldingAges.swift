package import SluiceMarket

/// Since when each instrument has been held on the side it is held on.
package struct HoldingAges {
    private var since: [Timestamp]
    private let sides: ColumnSet

    /// Creates ages of as many instruments, none of which is held.
    package init(count: Int) {
        since = Array(repeating: .distantPast, count: count)
        sides = ColumnSet(columns: 1, rows: count)
        sides.fill(0)
    }

    /// Takes what is held of an instrument, signed; a holding that turned is a new one.
    package mutating func update(_ index: Int, quantity: Double, at now: Timestamp) {
        let side: Double = quantity > 0 ? 1 : quantity < 0 ? -1 : 0
        guard side != sides[0][index] else { return }
        sides[0][index] = side
        since[index] = now
    }

    /// How long an instrument has been held, in milliseconds; NaN when it is not.
    package func age(_ index: Int, at now: Timestamp) -> Double {
        sides[0][index] == 0 ? .nan : Double(now.since(since[index]).nanoseconds) / 1e6
    }

    /// Writes what has to survive a restart.
    package func remember(into memory: inout MemoryWriter) {
        memory.write(sides)
        for moment in since { memory.write(moment) }
    }

    /// Takes back what `remember` wrote.
    package mutating func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: sides)
        for index in since.indices { since[index] = try memory.timestamp() }
    }
}
