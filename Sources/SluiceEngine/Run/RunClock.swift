import SluiceKit
import SluiceMarket
import Synchronization

/// The clock that stages see: the wall clock until a run finds that history drives it.
final class RunClock: StageClock {
    private let moment = Atomic<Int64>(Int64.min)
    private let wall = WallClock()

    var now: Timestamp {
        let moment = moment.load(ordering: .relaxed)
        return moment == .min ? wall.now : Timestamp(nanoseconds: moment)
    }

    /// Sets a simulated time.
    func move(to moment: Timestamp) { self.moment.store(moment.nanoseconds, ordering: .relaxed) }

    func sleep(for span: Span) async throws { try await wall.sleep(for: span) }
}
