import Foundation

/// The crash runner, run as a process of its own.
enum RunnerProcess {
    /// What a run of it left.
    struct Outcome {
        let status: Int32
        /// The object that it printed.
        let counts: [String: Any]

        /// A number of the object; nil when there is none of the name.
        func number(_ name: String) -> Int? { counts[name] as? Int }
    }

    /// Runs it to its end, on a thread that no task shares.
    static func run(_ arguments: String...) async throws -> Outcome {
        let process = Process()
        let output = Pipe()
        // Beside the test bundle, where the build puts everything.
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "CrashRunner")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let bytes = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: bytes)
            }
        }
        let counts = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
        return Outcome(status: process.terminationStatus, counts: counts)
    }
}
