/// The files that diagnostics point into, by path.
public struct SourceFiles: Sendable {
    private var files: [String: SourceFile]

    /// Collects files; of two with one path the later counts.
    public init(_ files: [SourceFile] = []) {
        self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }

    /// Adds a file; one with the same path is replaced.
    public mutating func add(_ file: SourceFile) { files[file.path] = file }

    /// The file with that path; nil when it was not added.
    public subscript(_ path: String) -> SourceFile? { files[path] }

    /// Every file, by path.
    public var all: [SourceFile] { files.values.sorted { $0.path < $1.path } }
}
