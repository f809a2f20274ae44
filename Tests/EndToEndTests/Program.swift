import Foundation
import Testing

/// The built program, run as a process of its own.
struct Program {
    /// What a run of it left.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        /// The lines of output as JSON objects.
        var objects: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }

        /// The objects of one event.
        func events(_ name: String) -> [[String: Any]] { objects.filter { $0["event"] as? String == name } }
    }

    /// The folder of the repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the test bundle, where the build puts everything.
    static var executable: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "sluice")
    }

    let process = Process()
    private let output: URL
    private let errors: URL

    /// Starts the program; output goes to files, so that no pipe can fill up.
    init(_ arguments: [String], in folder: URL = root, environment: [String: String] = [:]) throws {
        let scratch = try Folder.make()
        (output, errors) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
        for file in [output, errors] {
            #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        }
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "NO_COLOR": "1"].merging(environment) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// What was written so far.
    var written: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// Waits for the program to end, on a thread that no task shares.
    func outcome() async throws -> Outcome {
        let process = process
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume()
            }
        }
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: String...,
        in folder: URL = root,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await Program(arguments, in: folder, environment: environment).outcome()
    }
}

/// Folders of a test, removed by the system's own cleaning of temporary files.
enum Folder {
    static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "sluice-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A project with a pipeline and data files, by their paths.
    static func project(_ files: [String: String]) throws -> URL {
        let folder = try make()
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return folder
    }
}
