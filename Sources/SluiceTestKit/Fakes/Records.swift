public import SluiceDocument
public import SluiceKit
import Synchronization

/// A log that keeps its lines.
public final class LogRecord: StageLog {
    private let kept = Mutex<[String]>([])

    /// Creates an empty log.
    public init() {}

    /// Every line so far, in order.
    public var lines: [String] { kept.withLock { $0 } }

    /// Adds a line.
    public func write(_ line: String) { kept.withLock { $0.append(line) } }
}

/// Keeps what stages report: `.test(report: record.add)`.
public final class DiagnosticRecord: Sendable {
    private let kept = Mutex<[Diagnostic]>([])

    /// Creates an empty record.
    public init() {}

    /// Every diagnostic so far, in order.
    public var diagnostics: [Diagnostic] { kept.withLock { $0 } }

    /// Adds a diagnostic.
    @Sendable
    public func add(_ diagnostic: Diagnostic) { kept.withLock { $0.append(diagnostic) } }
}
