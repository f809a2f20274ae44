import Synchronization

/// A wish to stop, given from any thread and looked at by the run.
public final class StopSignal: Sendable {
    private let wish = Atomic<Int>(0)

    /// Creates a signal that wishes nothing.
    public init() {}

    /// Asks for a graceful stop.
    public func stop() { wish.store(1, ordering: .releasing) }

    /// Whether a stop was asked for.
    public var isStopping: Bool { wish.load(ordering: .acquiring) != 0 }
}
