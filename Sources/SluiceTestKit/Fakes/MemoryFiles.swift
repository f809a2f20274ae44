public import SluiceKit

/// Files that exist only in memory.
public struct MemoryFiles: FileAccess, ExpressibleByDictionaryLiteral {
    private let contents: [String: [UInt8]]

    /// Takes the bytes of each file by its path; reading gives them as they are, whatever the name's ending.
    public init(bytes contents: [String: [UInt8]]) { self.contents = contents }

    /// Takes the text of each file by its path.
    public init(dictionaryLiteral files: (String, String)...) {
        contents = Dictionary(files.map { ($0, Array($1.utf8)) }) { _, last in last }
    }

    /// The files with another, of the same name or a new one.
    public func adding(_ path: String, _ bytes: some Sequence<UInt8>) -> MemoryFiles {
        MemoryFiles(bytes: contents.merging([path: Array(bytes)]) { _, last in last })
    }

    /// The files that a path names, as `FileAccess` has it.
    public func files(at path: PipelinePath) throws(FileError) -> [String] {
        let wanted = path.resolved
        guard !wanted.hasPrefix("../"), wanted != ".." else {
            throw FileError(.outside, path.written, "lies outside the project")
        }
        let pattern = wanted == "." ? [] : wanted.split(separator: "/")
        let found = contents.keys.filter { name in
            let parts = name.split(separator: "/")
            guard parts.count > pattern.count else {
                return parts.count == pattern.count && zip(pattern, parts).allSatisfy { matches($0, $1) }
            }
            return parts.starts(with: pattern) && parts[pattern.count...].allSatisfy { $0.first != "." }
        }
        guard !found.isEmpty else { throw FileError(.missing, path.written, "does not exist") }
        return found.sorted()
    }

    /// Opens a file for reading from its beginning.
    public func open(_ path: String) throws(FileError) -> any FileStream {
        guard let bytes = contents[path] else { throw FileError(.missing, path, "does not exist") }
        return MemoryStream(bytes)
    }

    /// A folder, with the files whose paths begin with its own.
    public func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess {
        let wanted = path.resolved
        guard !wanted.hasPrefix("../"), wanted != ".." else {
            throw FileError(.outside, path.written, "lies outside the project")
        }
        let start = wanted == "." ? "" : wanted + "/"
        let inner = contents.filter { $0.key.hasPrefix(start) }
        guard !inner.isEmpty else { throw FileError(.missing, path.written, "does not exist") }
        return MemoryFolder(
            files: Dictionary(
                uniqueKeysWithValues: inner.map { (String($0.key.dropFirst(start.count)), $0.value) }))
    }

    private func matches(_ pattern: Substring, _ name: Substring) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" {
            return name.indices.contains { matches(rest, name[$0...]) } || matches(rest, name.suffix(0))
        }
        guard let letter = name.first, first == "?" || first == letter else { return false }
        return matches(rest, name.dropFirst())
    }
}

/// Bytes that are read from their beginning to their end.
private final class MemoryStream: FileStream {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var knownSize: Int? { bytes.count }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = min(buffer.count, bytes.count - next)
        bytes.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[next..<next + count]))
        }
        next += count
        return count
    }
}

/// Files in memory by their paths below a folder.
private struct MemoryFolder: FolderAccess {
    let files: [String: [UInt8]]

    func entries(of path: String) throws(FileError) -> [FolderEntry] {
        let start = path.isEmpty ? "" : path + "/"
        let entries = files.keys.filter { $0.hasPrefix(start) }.compactMap { name -> FolderEntry? in
            let parts = name.dropFirst(start.count).split(separator: "/")
            guard let first = parts.first, first.first != "." else { return nil }
            return FolderEntry(String(first), isFolder: parts.count > 1)
        }
        guard !entries.isEmpty else { throw FileError(.missing, path, "does not exist") }
        return Set(entries).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        guard let bytes = files[path] else { throw FileError(.missing, path, "does not exist") }
        guard bytes.count <= limit else { throw FileError(.tooLarge, path, "is larger than \(limit) bytes") }
        return bytes
    }

    func version(of path: String) throws(FileError) -> UInt64 {
        var digest = Digest()
        for byte in try contents(of: path, limit: .max) { digest.add(UInt64(byte)) }
        return digest.value
    }
}
