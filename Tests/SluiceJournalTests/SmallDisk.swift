import Foundation
import Glibc

/// A disk of its own of some kilobytes, in memory; nil where this process may not mount one.
final class SmallDisk {
    let path: String

    init?(kilobytes: Int) {
        path = FileManager.default.temporaryDirectory.appending(path: "sluice-disk-\(UUID().uuidString)").path
        guard mkdir(path, 0o700) == 0 else { return nil }
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            rmdir(path)
            return nil
        }
    }

    deinit {
        umount2(path, 2)
        rmdir(path)
    }

    /// Takes all the room but some kilobytes.
    func fill(leaving kilobytes: Int) {
        var facts = statvfs()
        statvfs(path, &facts)
        let bytes = Int(facts.f_bavail) * Int(facts.f_frsize) - kilobytes * 1_024
        let descriptor = open("\(path)/ballast", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let block = [UInt8](repeating: 1, count: max(bytes, 0))
        _ = write(descriptor, block, block.count)
        close(descriptor)
    }

    /// Gives the room back.
    func makeRoom() { unlink("\(path)/ballast") }
}
