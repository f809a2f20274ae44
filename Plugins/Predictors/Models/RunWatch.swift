import SluiceMarket
import Synchronization

/// Looks for a newer run off the cycle's path, and hands it over when it is ready.
///
/// The cycle says when a look is due and takes what was found; a task of its own does the rest, and also drops the models
/// that are no longer in use, because that takes its time too.
final class RunWatch: Sendable {
    /// What was found since the last cycle asked.
    struct News {
        /// The newest run that can be used.
        var models: ModelSet?
        /// What was not taken, and why.
        var refusals: [String] = []
    }

    /// What the cycle and the task share.
    private final class Desk: Sendable {
        let news = Mutex(News())
        let retired = Mutex<[ModelSet]>([])
        let hasNews = Atomic(false)
        let looks = Atomic(0)
        let taken = Atomic(0)
        let refused = Atomic(0)
        /// When the next look is due, in nanoseconds; only the cycle asks.
        let due = Atomic(Int64.min)
    }

    private let desk: Desk
    private let every: Span
    private let wake: AsyncStream<Void>.Continuation

    /// Begins to wait for looks; `every` is the time between them.
    init(_ lookout: RunLookout, every: Span) {
        let desk = Desk()
        let (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (self.desk, self.every, self.wake) = (desk, every, wake)
        Task.detached(priority: .utility) {
            var lookout = lookout
            for await _ in signals {
                desk.retired.withLock { $0.removeAll() }
                switch lookout.look() {
                case .nothing: break
                case .newer(let models):
                    desk.news.withLock { $0.models = models }
                    desk.hasNews.store(true, ordering: .releasing)
                case .refused(let why):
                    desk.news.withLock { $0.refusals.append(why) }
                    desk.hasNews.store(true, ordering: .releasing)
                }
                desk.looks.add(1, ordering: .sequentiallyConsistent)
            }
        }
    }

    deinit { wake.finish() }

    /// Asks for a look when one is due; returns at once.
    func keepUp(at now: Timestamp) {
        guard now.nanoseconds >= desk.due.load(ordering: .relaxed) else { return }
        desk.due.store((now + every).nanoseconds, ordering: .relaxed)
        wake.yield()
    }

    /// Whether something was found that the cycle has not taken.
    var hasNews: Bool { desk.hasNews.load(ordering: .acquiring) }

    /// Takes what was found.
    func takeNews() -> News {
        desk.hasNews.store(false, ordering: .sequentiallyConsistent)
        let news = desk.news.withLock { news in
            defer { news = News() }
            return news
        }
        if news.models != nil { desk.taken.add(1, ordering: .relaxed) }
        desk.refused.add(news.refusals.count, ordering: .relaxed)
        return news
    }

    /// Gives back models that are no longer in use.
    func retire(_ models: ModelSet) { desk.retired.withLock { $0.append(models) } }

    /// How many looks there were.
    var looks: Int { desk.looks.load(ordering: .sequentiallyConsistent) }

    /// What came of the looks; nil when there was none.
    var remark: String? {
        let (taken, refused) = (desk.taken.load(ordering: .relaxed), desk.refused.load(ordering: .relaxed))
        guard looks > 0 else { return nil }
        return
            "\(taken) newer \(taken == 1 ? "run was" : "runs were") taken and \(refused) refused in \(looks) looks"
    }
}
