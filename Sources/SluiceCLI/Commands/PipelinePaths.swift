import Glibc
import SluiceDocument
import SluiceFiles
import SluiceKit

/// Paths of the command line: files, folders with pipeline files below them, and patterns.
struct PipelinePaths {
    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// The files, each once, in order.
    ///
    /// Below a folder a YAML file counts when it has a `version` at its top level: others are parts of pipelines,
    /// lists, or somebody else's.
    /// - Throws: `CommandError` for a path that names nothing.
    func expanded() throws -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            let found = Self.isFolder(path) ? Self.below(path) : Self.matching(path)
            guard !found.isEmpty else { throw CommandError(.missingFile, "\(path): there is no such file") }
            files += found.filter { seen.insert($0).inserted }
        }
        return files
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a path is a link: one to a folder above would never end.
    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The files a pattern matches; a plain path matches itself when it is there.
    private static func matching(_ pattern: String) -> [String] {
        // A file whose own name holds a bracket or a star is meant as it is.
        if access(pattern, F_OK) == 0 { return [pattern] }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }

    private static func below(_ folder: String) -> [String] {
        guard let names = FolderListing.names(in: folder) else { return [] }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> [String] in
            let path = base + name
            if isFolder(path) { return isLink(path) ? [] : below(path) }
            if name.hasSuffix(".md") { return [path] }
            let isYAML = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
            return isYAML && isPipeline(path) ? [path] : []
        }
    }

    private static func isPipeline(_ path: String) -> Bool {
        guard let bytes = try? ProjectFiles.readAnywhere(path, limit: PipelineArguments.fileLimit) else {
            return false
        }
        let source = SourceFile(path: path, bytes: bytes)
        return (1...source.lineCount).contains { source.line($0)?.hasPrefix("version:") ?? false }
    }
}
