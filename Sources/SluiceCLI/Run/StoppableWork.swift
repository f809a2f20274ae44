import SluiceEngine
import SluiceMarket

/// Work on a thread of its own while the first waits for signals: one asks for a graceful end, a second ends at once.
struct StoppableWork {
    let console: Console
    /// How long the work may take to end once it was asked to.
    let deadline: Span

    /// Works, and ends the process with the status that comes of it.
    func run(_ body: @escaping @Sendable (StopSignal) throws -> ExitStatus) throws -> ExitStatus {
        StopSignals.block()
        let (signal, isFinished) = (StopSignal(), Finish())
        let (console, deadline) = (console, deadline)
        let started = WorkThread.start {
            let status = Self.status(of: body, signal, console)
            if isFinished.claim() {
                console.flush()
                leave(status)
            }
        }
        guard started else { throw CommandError(.temporary, "the system has no thread to give") }
        _ = StopSignals.wait()
        signal.stop()
        // The work ends by itself within the deadline and leaves; a second signal ends it at once.
        _ = WorkThread.start {
            StopSignals.rest(for: deadline + .milliseconds(300))
            if isFinished.claim() {
                console.flush()
                console.error("sluice: the cycle did not end within \(deadline) and was abandoned")
                leave(.ok)
            }
        }
        let second = StopSignals.wait()
        console.flush()
        leave(bySignal: second)
    }

    /// Every error becomes a status.
    private static func status(
        of body: (StopSignal) throws -> ExitStatus, _ signal: StopSignal, _ console: Console
    ) -> ExitStatus {
        do { return try body(signal) } catch let error as CommandError {
            console.error("sluice: \(error.message)")
            return error.status
        } catch {
            console.error("sluice: \(error)")
            return .environment
        }
    }
}
