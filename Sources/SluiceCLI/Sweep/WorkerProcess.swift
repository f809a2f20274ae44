import Glibc

/// This program, started once more for a shard of a sweep.
///
/// It watches its standard input, which closes with this process however that ends, so that none is left behind.
final class WorkerProcess {
    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    private let process: pid_t
    private let lifeline: Int32

    /// Starts it with arguments; standard error is shared, standard output leads nowhere.
    init(_ arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CommandError(.temporary, "the system has no pipe to give") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.clearSignals(&attributes)
        let program = "/proc/self/exe"
        var argv: [UnsafeMutablePointer<CChar>?] = (["sluice"] + arguments).map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var child = pid_t()
        let status = posix_spawn(&child, program, &actions, &attributes, &argv, environ)
        guard status == 0 else {
            close(ends[1])
            throw CommandError(.temporary, "no process can be started: \(String(cString: strerror(status)))")
        }
        (process, lifeline) = (child, ends[1])
    }

    deinit { close(lifeline) }

    /// A group of its own, so that a key on the terminal reaches this process alone, and no signal held back.
    private static func clearSignals(_ attributes: inout posix_spawnattr_t) {
        var (none, standard) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&standard)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&standard, number) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    /// Asks it to stop behind the cell that it runs.
    func stop() { kill(process, SIGTERM) }

    /// How it ended; nil while it runs.
    ///
    /// It is asked no more once it has said so.
    func end() -> End? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }
}

/// Ends this process when the one that started it is gone.
enum ParentWatch {
    /// Begins to watch standard input, which the other one holds open.
    static func begin() {
        _ = WorkThread.start {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { leave(.temporary) }
            }
        }
    }
}

/// How many processors this process may use.
enum ProcessorCount {
    static var here: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }
}
