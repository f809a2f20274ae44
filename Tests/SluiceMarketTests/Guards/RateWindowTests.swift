import SluiceMarket
import Testing

@Suite struct RateWindowTests {
    private let start = Timestamp(seconds: 1_000)

    @Test func `one exactly a window old still counts, and asking records nothing`() throws {
        var window = try #require(RateWindow(limit: 2, window: .seconds(10)))
        let later = start + .seconds(10)
        let admitted = [start, start, later].map { window.admit(at: $0) }
        #expect(admitted == [true, true, false] && window.used(at: later) == 2)
        #expect(window.allows(at: start + .milliseconds(10_001)))
        let isAdmitted = window.admit(at: start + .milliseconds(10_001))
        #expect(isAdmitted && window.events.count == 2)
    }

    @Test func `a clock that steps back gives nothing free`() throws {
        var window = try #require(RateWindow(limit: 1, window: .seconds(10)))
        let admitted = [start, start - .hours(1)].map { window.admit(at: $0) }
        #expect(admitted == [true, false])
        #expect(
            RateWindow(limit: 0, window: .seconds(1)) == nil && RateWindow(limit: 1, window: .zero) == nil)
    }

    /// Whether a way to admit agrees with counting all events by hand, 500 of a seed.
    private static func agrees(seed: UInt64, admit: (inout RateWindow, Timestamp) -> Bool) -> Bool {
        var dice = Dice(seed: seed)
        let limit = Int(dice.next() % 5) + 1
        guard var window = RateWindow(limit: limit, window: .seconds(10)) else { return false }
        var (now, kept) = (Timestamp(seconds: 1_000), [Timestamp]())
        for _ in 0..<500 {
            now = now + .seconds(Int(dice.next() % 5))
            let wanted = kept.count { $0 >= now - .seconds(10) } < limit
            if wanted { kept.append(now) }
            if admit(&window, now) != wanted { return false }
        }
        return true
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `it agrees with counting by hand, 500 events of each seed`(seed: UInt64) {
        let isSame = Self.agrees(seed: seed) { window, now in window.admit(at: now) }
        #expect(isSame)
    }

    @Test func `a window that records what it refuses is noticed`() {
        let isSame = Self.agrees(seed: 1) { window, now in
            defer { window.record(at: now) }
            return window.allows(at: now)
        }
        #expect(!isSame)
    }
}
