import SluiceMarket
import Testing

@Suite struct PausesTests {
    private let start = Timestamp(seconds: 1_000)

    @Test func `a stricter pause of an instrument is not hidden by one of all`() {
        var pauses = Pauses(instruments: 2)
        pauses.pause(nil, .init(until: start + .seconds(60), passesReducing: true))
        pauses.pause(0, .init(until: start + .seconds(60), passesReducing: false))
        #expect(pauses.stops(0, isReducing: true, at: start) && !pauses.stops(1, isReducing: true, at: start))
        #expect(pauses.stops(1, isReducing: false, at: start + .milliseconds(59_999)))
        #expect(!pauses.stops(1, isReducing: false, at: start + .seconds(60)))
    }

    @Test func `a later end stays, an equal one is replaced, and a lifted one is gone`() {
        var pauses = Pauses(instruments: 1)
        let taken = [(60, false), (59, true), (60, true)].map { second, passes in
            pauses.pause(0, .init(until: start + .seconds(second), passesReducing: passes))
        }
        #expect(taken == [true, false, true] && !pauses.stops(0, isReducing: true, at: start))
        pauses.pause(nil, .init(until: .distantFuture, passesReducing: true))
        pauses.lift(0)
        #expect(pauses.stops(0, isReducing: false, at: start))
        pauses.lift(nil)
        #expect(!pauses.stops(0, isReducing: false, at: start))
    }

    @Test(arguments: [-1, 1, 99])
    func `an instrument that nobody knows is stopped`(instrument: Int) {
        var pauses = Pauses(instruments: 1)
        #expect(pauses.stops(instrument, isReducing: true, at: start))
        let isTaken = pauses.pause(instrument, .init(until: .distantFuture, passesReducing: true))
        pauses.lift(instrument)
        #expect(!isTaken)
    }

    @Test func `pauses are merged, copied and cleared`() {
        var (one, other) = (Pauses(instruments: 2), Pauses(instruments: 2))
        one.pause(0, .init(until: start + .seconds(60), passesReducing: false))
        other.pause(0, .init(until: start + .seconds(30), passesReducing: true))
        other.pause(1, .init(until: start + .seconds(30), passesReducing: true))
        other.pause(nil, .init(until: start + .seconds(10), passesReducing: true))
        one.merge(other)
        #expect(one.instruments[0]?.end == start + .seconds(60) && one.instruments[1] == other.instruments[1])
        #expect(one.whole == other.whole)
        one.copy(other)
        #expect(one == other)
        one.clear()
        #expect(one == Pauses(instruments: 2))
    }
}
