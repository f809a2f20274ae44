import Glibc
import Synchronization

/// Standard output for machines and results, standard error for everything else.
///
/// Output is gathered and written in large pieces; `flush` sends what waits. Safe to use from several threads.
final class Console: Sendable {
    private let waiting = Mutex<[UInt8]>([])
    private let output: Int32
    private let errors: Int32
    /// Whether results may be coloured: standard output is a terminal and NO_COLOR is not set.
    let isColored: Bool
    /// Whether messages may be coloured.
    let areErrorsColored: Bool
    /// Whether a person reads along.
    let isTerminal: Bool
    /// Whether a person reads messages.
    let areErrorsTerminal: Bool
    /// How wide text may be.
    let columns: Int

    /// Writes to two file descriptors.
    init(output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO) {
        (self.output, self.errors) = (output, errors)
        let mayColor = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
        isTerminal = isatty(output) == 1
        isColored = mayColor && isatty(output) == 1
        areErrorsTerminal = isatty(errors) == 1
        areErrorsColored = mayColor && areErrorsTerminal
        let width = getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? Self.terminalWidth(output)
        columns = max(width ?? 80, 40)
    }

    /// Writes a line of results.
    func line(_ text: String) { write(text, "\n") }

    /// Writes results as they are.
    func text(_ text: String) { write(text, "") }

    private func write(_ text: String, _ end: String) {
        waiting.withLock { waiting in
            waiting.append(contentsOf: text.utf8)
            waiting.append(contentsOf: end.utf8)
            if waiting.count > 65_536 || isTerminal { Self.write(&waiting, to: output) }
        }
    }

    /// Writes a line of messages, at once.
    func error(_ text: String) {
        var bytes = Array(text.utf8) + [0x0A]
        Self.write(&bytes, to: errors)
    }

    /// Writes over the line of messages that the cursor stands in.
    func overwriteError(_ text: String) {
        var bytes = Array("\r\(text)\u{1B}[K".utf8)
        Self.write(&bytes, to: errors)
    }

    /// Writes what waits.
    func flush() { waiting.withLock { Self.write(&$0, to: output) } }

    private static func write(_ bytes: inout [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                // A reader that went away takes no more; there is nobody left to tell.
                if count < 0, errno != EINTR { return }
                rest = rest.dropFirst(max(count, 0))
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static func terminalWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// Ends the process at once.
func leave(_ status: ExitStatus) -> Never {
    // Threads of libcurl and of alert sinks may still run: nothing of theirs is torn down under them.
    _exit(status.rawValue)
}

/// Ends the process at once, with the status that shells give to a process ended by a signal.
func leave(bySignal number: Int32) -> Never { _exit(128 + number) }
