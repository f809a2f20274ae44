import Foundation
import Glibc

/// A folder that lives as long as a test.
package final class TemporaryFolder: Sendable {
    /// The real path of the folder.
    package let path: String

    /// Makes one, in memory where a sync costs nothing when it may stand there.
    package init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let home = inMemory && access(memory, W_OK) == 0 ? memory : NSTemporaryDirectory()
        var template = Array("\(home)sluice-files-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil, let real = realpath(template, nil) else { throw POSIXError(.EIO) }
        path = String(cString: real)
        free(real)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, its folders included, and gives its path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Collection<UInt8> = Array("text".utf8)) throws -> String
    {
        let file = path + "/" + name
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Removes a file, or a folder with all that is in it.
    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + name)
    }

    /// Makes a symbolic link and gives its path.
    @discardableResult
    package func link(_ name: String, to target: String) throws -> String {
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
        return path + "/" + name
    }
}
