import SluiceKit

/// Reads a whole file of the project as text.
enum WholeFile {
    /// Files beyond this are refused.
    static let maxBytes = 64 << 20

    /// The text of the one file that a path names.
    static func text(at path: PipelinePath, _ files: any FileAccess) throws -> (path: String, text: String) {
        let found = try files.files(at: path)
        guard let name = found.first, found.count == 1 else {
            throw FileError(.unreadable, path.written, "names \(found.count) files, one is needed")
        }
        let stream = try files.open(name)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try stream.read(into: $0) }
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= maxBytes else {
                throw FileError(.tooLarge, path.written, "is larger than \(maxBytes >> 20) MB")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileError(.unreadable, path.written, "is not UTF-8")
        }
        return (name, text)
    }
}
