public import SluiceDocument
public import SluiceKit
import Synchronization

/// What a data source says for people while its history is recorded, each with the call in which it said so.
///
/// Whoever plays the history says it again at the same calls, so that nothing is missing where bars come from columns.
public final class HistoryNotices: StageLog {
    /// One thing that was said.
    struct Notice: Hashable, Sendable {
        /// The call: 0 for the start, 1 + 2 row for asking when a row comes, 2 + 2 row for showing it.
        let call: Int
        let diagnostic: Diagnostic
    }

    private struct State {
        var call = 0
        var notices: [Notice] = []
        var hasLines = false
    }

    private let state = Mutex(State())

    /// Begins with nothing said.
    public init() {}

    /// Takes what the source finds in its input.
    public func report(_ diagnostic: Diagnostic) {
        state.withLock { $0.notices.append(Notice(call: $0.call, diagnostic: diagnostic)) }
    }

    /// Takes a line for the person who watches a run, which no column can tell.
    public func write(_ line: String) { state.withLock { $0.hasLines = true } }

    /// Whether the source wrote lines.
    var hasLines: Bool { state.withLock { $0.hasLines } }
    /// All that was said.
    var all: [Notice] { state.withLock { $0.notices } }

    func begin(_ call: Int) { state.withLock { $0.call = call } }
}

extension HistoryNotices.Notice {
    var json: JSONValue { ["call": .int(call), "diagnostic": diagnostic.json] }

    /// Nil for what was not written by ``json``.
    init?(_ json: JSONValue) {
        guard case .int(let call)? = json["call"],
            let diagnostic = json["diagnostic"].flatMap(Diagnostic.init(json:))
        else { return nil }
        (self.call, self.diagnostic) = (call, diagnostic)
    }
}
