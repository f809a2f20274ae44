import Glibc

/// What may stand in a folder that is to become a pipeline's state.
enum StateEntries {
    private static let own = ["control.json", "control.lock", "identity.json", "lock", "panic", "lost+found"]

    /// - Throws: `misuse` for a folder that is there and holds other things, but no state of a pipeline.
    static func requireOurs(_ path: String) throws(JournalError) {
        guard !Folder.exists("\(path)/identity.json"), let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isOurs =
                own.contains { name.hasPrefix($0) } || name.contains(".sqlite") || name == "." || name == ".."
            guard isOurs else {
                throw JournalError(
                    .misuse, "the folder holds other things, such as '\(name)': give one of its own", at: path
                )
            }
        }
    }
}
