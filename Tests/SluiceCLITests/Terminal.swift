import Glibc
import SluiceKit

@testable import SluiceCLI
@testable import TestPlugins

/// The program as a user sees it, run within the test.
enum Terminal {
    /// What a command left.
    struct Outcome {
        let status: ExitStatus
        let output: String
        let errors: String
    }

    /// Runs one command over the test plugins; what it writes goes to files, so that nothing can fill up.
    static func run(_ arguments: String..., registry: Registry = TestRegistry.all) -> Outcome {
        run(arguments, registry: registry)
    }

    /// Runs one command over the test plugins.
    static func run(_ arguments: [String], registry: Registry = TestRegistry.all) -> Outcome {
        let (output, errors) = (Scratch(), Scratch())
        let console = Console(output: output.descriptor, errors: errors.descriptor)
        let status = SluiceProgram(registry: registry).run(arguments, console: console)
        return Outcome(status: status, output: output.text, errors: errors.text)
    }
}

/// A file without a name.
private struct Scratch {
    private let stream = tmpfile()

    var descriptor: Int32 { fileno(stream) }

    /// Everything written so far; the file is closed.
    var text: String {
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: Int(max(lseek(descriptor, 0, SEEK_END), 0)))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
