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

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = min(buffer.count, bytes.count - next)
        bytes.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[next..<next + count]))
        }
        next += count
        return count
    }
}
