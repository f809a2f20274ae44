import Glibc
import SluiceFiles

/// Paths of the command line: files, folders with pipeline files below them, and patterns.
struct PipelinePaths {
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// The files, each once, in order.
    /// - Throws: `CommandError` for a path that names nothing.
    func expanded() throws -> [String] {
        var files: [String] = []
        for path in paths {
            let found = isFolder(path) ? below(path) : matching(path)
            guard !found.isEmpty else { throw CommandError(.missingFile, "\(path): there is no such file") }
            files += found.filter { !files.contains($0) }
        }
        return files
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The files a pattern matches; a plain path matches itself when it is there.
    private func matching(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }

    private func below(_ folder: String) -> [String] {
        let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let here = matching("\(base)/*.yaml") + matching("\(base)/*.yml") + matching("\(base)/*.md")
        let folders = matching("\(base)/*").filter(isFolder)
        return (here + folders.flatMap(below)).sorted()
    }
}
