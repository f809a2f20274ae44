import SluiceKit
import SluiceMarket

/// Numbers the moments at which a pipeline runs, those included at which it did not.
///
/// What is to happen some cycles later is found by this number, so that a cycle that was left out moves nothing.
struct CycleCount {
    private let every: Span
    private let calendar: TradingCalendar
    private(set) var number = 0
    private var last: Timestamp?
    /// More cycles without a run than anything waits for.
    private static let longest = 100_000

    init(_ axes: Axes) { (every, calendar) = (axes.every, axes.calendar) }

    /// Goes on to a moment; one that is not later than the last breaks with everything that was waiting.
    mutating func advance(to now: Timestamp) {
        defer { last = now }
        guard let last else { return }
        guard now > last else {
            number += Self.longest
            return
        }
        number += calendar.cycles(after: last, upTo: now, every: every, limit: Self.longest)
    }

    /// Writes where it stands.
    func remember(into memory: inout MemoryWriter) {
        memory.write(number)
        memory.write(last == nil ? 0 : 1)
        memory.write(last ?? Timestamp(nanoseconds: 0))
    }

    /// Takes where another run stood.
    mutating func recall(from memory: inout MemoryReader) throws {
        let number = try memory.int()
        let hasRun = try memory.int()
        let moment = try memory.timestamp()
        guard (0...(1 << 50)).contains(number), hasRun == 0 || hasRun == 1 else {
            throw MemoryMismatch("the number of the cycle is none")
        }
        self.number = number
        last = hasRun == 1 ? moment : nil
    }
}
