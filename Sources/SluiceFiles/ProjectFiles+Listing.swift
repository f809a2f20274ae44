public import SluiceKit

extension ProjectFiles {
    /// The files that a path names: the file itself, every file of a folder, or all that match a pattern.
    ///
    /// Sorted by path. A folder's hidden files and its folders are left out; a pattern meets a hidden name only
    /// where it writes the point itself. A file whose own name holds `*` or `?` is found by that name.
    public func files(at path: PipelinePath) throws(FileError) -> [String] {
        let resolved = path.resolved
        let isPattern = resolved.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
        guard RealPath.of(resolved) != nil || !isPattern else { return try matches(of: resolved) }
        let real = try confined(resolved)
        guard FolderListing.isFolder(real) else { return [resolved] }
        let files = try entries(of: resolved, real: real).filter { name in
            !name.hasPrefix(".") && !FolderListing.isFolder(real + "/" + name)
        }
        guard !files.isEmpty else { throw FileError(.missing, resolved, "the folder holds no files") }
        // A link inside the folder may lead out of the project.
        return try files.map { name throws(FileError) in
            let file = resolved == "/" ? "/" + name : resolved + "/" + name
            _ = try confined(file)
            return file
        }
    }

    /// Every file that matches a pattern, part by part of its path.
    private func matches(of pattern: String) throws(FileError) -> [String] {
        var found = [pattern.hasPrefix("/") ? "/" : ""]
        let parts = pattern.split(separator: "/").map { NamePattern(String($0)) }
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            var next: [String] = []
            for folder in found {
                let base = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
                guard part.hasWildcard else {
                    next.append(base + part.text)
                    continue
                }
                guard let real = RealPath.of(folder.isEmpty ? "." : folder), isAllowed(real),
                    FolderListing.isFolder(real)
                else { continue }
                for name in try entries(of: folder, real: real) where part.matches(name) {
                    next.append(base + name)
                }
            }
            found = next.filter { RealPath.of($0).map { FolderListing.isFolder($0) != isLast } ?? false }
        }
        guard !found.isEmpty else { throw FileError(.missing, pattern, "no file matches") }
        for file in found { _ = try confined(file) }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func entries(of folder: String, real: String) throws(FileError) -> [String] {
        guard let names = FolderListing.names(in: real) else {
            throw FileError(.unreadable, folder, "the folder cannot be read")
        }
        return names
    }
}
