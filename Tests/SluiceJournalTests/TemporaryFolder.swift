import Foundation

/// A folder of a test's own, removed with it.
final class TemporaryFolder {
    let path: String

    /// Makes one, in memory where a sync costs nothing when it may stand there.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let home =
            inMemory && FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        path = home.appending(path: "sluice-journal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Replaces the bytes of a file as they stand.
func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path))
}
