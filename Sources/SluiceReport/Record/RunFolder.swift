import Glibc

/// The folder of a run: written beside its place under another name, and moved there once it is whole.
struct RunFolder {
    /// Where the run will stand.
    let path: String
    /// Where it is written.
    let draft: String

    /// Makes the folder in which the run is written; a run that stands in its place may go when it is to be replaced,
    /// anything else never.
    init(_ path: String, replaces: Bool) throws(ReportError) {
        var trimmed = path
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        (self.path, draft) = (trimmed, "\(trimmed).\(getpid()).new")
        if Self.exists(trimmed) {
            let names = try Self.names(trimmed)
            guard names.isEmpty || names.contains("run.json") && names.allSatisfy(Self.isPart) else {
                throw ReportError(.occupied, trimmed, "holds something that is no run")
            }
            guard names.isEmpty || replaces else {
                throw ReportError(.occupied, trimmed, "holds a run already; --force replaces it")
            }
        }
        if Self.exists(draft) { try Self.remove(draft) }
        guard mkdir(draft, 0o777) == 0 else { throw Self.fault("cannot be made", draft) }
    }

    /// Whether a file of this name is a part of a run.
    private static func isPart(_ name: String) -> Bool {
        name == "run.json" || name == "pipeline.yaml" || RunTable.allCases.contains { $0.file == name }
    }

    /// Moves the run to its place; one that stands there goes first.
    func keep() throws(ReportError) {
        let old = "\(path).\(getpid()).old"
        let isReplaced = Self.exists(path)
        if isReplaced, rename(path, old) != 0 { throw Self.fault("cannot be moved away", path) }
        guard rename(draft, path) == 0 else { throw Self.fault("cannot be renamed", draft) }
        if isReplaced { try Self.remove(old) }
        let above = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault("cannot be opened", above) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.fault("cannot be written", above) }
    }

    /// Removes what was written.
    func drop() { try? Self.remove(draft) }

    /// Writes a small file and waits until it is safe.
    func write(_ text: String, to name: String) throws(ReportError) {
        try Self.write(text, to: "\(draft)/\(name)")
    }

    static func write(_ text: String, to path: String) throws(ReportError) {
        let file = try TextFile(path)
        try file.add(text)
        try file.finish()
    }

    /// Makes a folder; one that is there stays as it is.
    static func make(_ path: String) throws(ReportError) {
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw fault("cannot be made", path) }
    }

    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    /// Names in a folder, without the two that every folder has.
    static func names(_ path: String) throws(ReportError) -> [String] {
        guard let folder = opendir(path) else { throw fault("cannot be read as a folder", path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a folder that holds files alone, as a run does.
    private static func remove(_ path: String) throws(ReportError) {
        for name in try names(path) where unlink("\(path)/\(name)") != 0 {
            throw fault("cannot be removed", "\(path)/\(name)")
        }
        guard rmdir(path) == 0 else { throw fault("cannot be removed", path) }
    }

    static func fault(_ message: String, _ path: String) -> ReportError {
        ReportError(errno == ENOENT ? .missing : .system, path, "\(message): \(reason(errno))")
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
