import Glibc

/// A program that runs beside the test, its standard output to be read.
final class ChildProcess {
    struct Failure: Error {
        let text: String
    }

    private let process: pid_t
    private let output: Int32
    private var isOver = false

    /// Starts a program with signals as a shell would leave them; its standard error is dropped.
    init(_ program: String, _ arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(text: "no pipe") }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclose(&actions, ends[1])
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var child = pid_t()
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        let status = posix_spawn(&child, program, &actions, &attributes, &argv, environ)
        for argument in argv { free(argument) }
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            throw Failure(text: "\(program): \(String(cString: strerror(status)))")
        }
        (process, output) = (child, ends[0])
    }

    deinit { kill() }

    /// The next line of its output without the line feed, nil at the end.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Waits until it closes its output, and returns what it wrote.
    func readToEnd() -> String {
        var text = ""
        while let line = readLine() { text += line + "\n" }
        return text
    }

    /// Ends it and waits for its end.
    func kill() {
        guard !isOver else { return }
        isOver = true
        Glibc.kill(process, SIGKILL)
        waitpid(process, nil, 0)
        close(output)
    }
}
