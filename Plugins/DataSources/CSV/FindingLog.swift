import SluiceDocument
import Synchronization

/// What is found while a history is read, each with the call in which a source that is played would tell it.
final class FindingLog: Sendable {
    private struct State {
        var call = 0
        var entries: [(call: Int, diagnostic: Diagnostic)] = []
    }

    private let state = Mutex(State())

    /// All that was found.
    var entries: [(call: Int, diagnostic: Diagnostic)] { state.withLock { $0.entries } }

    /// Says to which call the following belongs.
    func begin(_ call: Int) { state.withLock { $0.call = call } }

    /// Takes what was found.
    func add(_ diagnostic: Diagnostic) {
        state.withLock { $0.entries.append(($0.call, diagnostic)) }
    }
}
