import Glibc
import SluiceKit

/// What lies in a folder.
package enum FolderListing {
    /// The names in a folder, sorted by their bytes, without `.` and `..`; nil when it cannot be read.
    package static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether a path is a folder, or a link to one.
    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// A fingerprint of what the system says of a file; nil when it says nothing.
    static func version(of path: String) -> UInt64? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        var digest = Digest()
        for fact in [
            Int(facts.st_ino), facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec,
            facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec,
        ] { digest.add(UInt64(bitPattern: Int64(fact))) }
        return digest.value
    }
}
