import SluiceDocument
import SluiceKit
import Synchronization

/// What stages find in their input, said once each on standard error and counted.
final class StageNotices: Sendable {
    private let console: Console
    private let counts = Mutex<[String: Int]>([:])

    init(console: Console) { self.console = console }

    func report(_ diagnostic: Diagnostic) {
        counts.withLock { $0[diagnostic.code.id, default: 0] += 1 }
        console.error(diagnostic.description)
    }

    /// How often each code was reported.
    var tallies: [(code: String, count: Int)] {
        counts.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
}

/// Lines of stages for the person who watches, on standard error.
struct ConsoleLog: StageLog {
    let console: Console

    func write(_ line: String) { console.error(line) }
}
