import Glibc

/// This program, started once more as a process of its own.
final class ChildProgram {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    /// The number of the process.
    let process: pid_t
    private let output: Int32
    private var end: End?

    /// Starts it; its standard error is added to a file.
    init(_ arguments: [String], errors: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let program = "/proc/self/exe"
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var child = pid_t()
        let status = posix_spawn(&child, program, &actions, nil, &argv, environ)
        guard status == 0 else {
            close(ends[0])
            throw Failure(description: "\(program): \(String(cString: strerror(status)))")
        }
        (process, output) = (child, ends[0])
    }

    deinit {
        kill()
        _ = wait()
        close(output)
    }

    /// The next line of its output without the line feed; nil at the end.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Kills it with SIGKILL; nothing when it is known to have ended.
    func kill() { if end == nil { Glibc.kill(process, SIGKILL) } }

    /// How it ended; nil while it runs.
    func poll() -> End? { end ?? take(WNOHANG) }

    /// Waits for its end.
    func wait() -> End? { end ?? take(0) }

    /// Waits for its end no longer than a time; nil when it runs on.
    func wait(seconds: Double) -> End? {
        let naps = Int(seconds * 500)
        for _ in 0..<naps {
            if let end = poll() { return end }
            usleep(2_000)
        }
        return poll()
    }

    private func take(_ options: Int32) -> End? {
        var status: Int32 = 0
        guard waitpid(process, &status, options) == process else { return nil }
        let signal = status & 0x7F
        end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
        return end
    }
}
