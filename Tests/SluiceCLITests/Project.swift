import Foundation

/// A folder of its own for one test, removed with it.
final class Project {
    /// The path of the folder.
    let path: String

    init(_ files: [String: String] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-cli-\(UUID().uuidString)")
        path = folder.resolvingSymlinksInPath().path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files {
            let file = "\(path)/\(name)"
            let parent = (file as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: file))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The text of a file.
    func text(of name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}
