public import SluiceKit

/// The files of a pipeline's project: read only, and only those under the folders that are allowed.
///
/// Every file is looked up by its real path, so a symbolic link that leads out is as much outside as `..` is. The
/// system's time zone files are readable beside the project, because they are no user's data.
public struct ProjectFiles: FileAccess {
    /// The folders that files may lie under, as real paths.
    private let roots: [String]
    /// The path of DuckDB's library, which reads Parquet files; nil for none.
    private let duckDB: String?

    /// Allows the project that a pipeline file belongs to, and further folders.
    ///
    /// The project is the parent of the nearest folder named `Pipelines` that holds the file, else the file's own
    /// folder. Folders that do not exist allow nothing. `duckDB` is the path of DuckDB's library, for Parquet files.
    public init(pipelineFile: String, allowing folders: [String] = [], duckDB: String? = nil) {
        self.duckDB = duckDB
        let project = Self.projectFolder(of: pipelineFile)
        roots = ([project] + folders).compactMap { RealPath.of($0) }
    }

    /// Opens a file for reading from its beginning.
    ///
    /// A name that ends in `.gz` or `.zst` is unpacked on the way; one that ends in `.parquet` gives its rows as CSV.
    public func open(_ path: String) throws(FileError) -> any FileStream {
        try Self.open(real: try confined(path), shownAs: path, duckDB: duckDB)
    }

    /// Opens a file as it is, packed or not.
    public func openPacked(_ path: String) throws(FileError) -> any FileStream {
        try RegularFile(try confined(path), shownAs: path)
    }

    /// Opens a file that an operator named, wherever it lies, as ``open(_:)`` does.
    package static func openAnywhere(_ path: String, duckDB: String?) throws(FileError) -> any FileStream {
        guard let real = RealPath.of(path) else { throw RealPath.failure(path) }
        return try open(real: real, shownAs: path, duckDB: duckDB)
    }

    /// Opens a file that an operator named as it is, packed or not.
    package static func openAnywherePacked(_ path: String) throws(FileError) -> any FileStream {
        try RegularFile(path, shownAs: path)
    }

    private static func open(
        real: String, shownAs path: String, duckDB: String?
    ) throws(FileError) -> any FileStream {
        let file = try RegularFile(real, shownAs: path)
        if path.hasSuffix(".gz") {
            return BoundedStream(try GzipStream(file, path: path), packedSize: file.size, path: path)
        }
        if path.hasSuffix(".zst") {
            return BoundedStream(try ZstdStream(file, path: path), packedSize: file.size, path: path)
        }
        if path.hasSuffix(".parquet") { return try ParquetStream(real, library: duckDB, path: path) }
        for ending in [".arrow", ".feather", ".ipc"] where path.hasSuffix(ending) {
            throw FileError(
                .unreadable, path,
                "Arrow files need an extension that DuckDB downloads, and nothing is downloaded here; write it as Parquet"
            )
        }
        return file
    }

    /// A folder with all that lies in it; a link in it that leads out of it is outside, even where the project allows it.
    public func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess {
        try ConfinedFolder(real: try confined(path.resolved), shownAs: path.written)
    }

    /// Reads a whole file as it is, packed or not.
    /// - Throws: `FileError`, with `tooLarge` for a file of more bytes than the limit.
    package func readWhole(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try RegularFile(try confined(path), shownAs: path).rest(limit: limit)
    }

    /// Reads a whole file that an operator named, wherever it lies.
    ///
    /// For the pipeline file itself and for secrets; what a pipeline file names is read by ``readWhole(_:limit:)``.
    /// - Throws: `FileError`, with `tooLarge` for a file of more bytes than the limit.
    package static func readAnywhere(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try RegularFile(path, shownAs: path).rest(limit: limit)
    }

    /// The folder of the project that a pipeline file belongs to, by the text of its path.
    package static func projectFolder(of pipelineFile: String) -> String {
        let isAbsolute = pipelineFile.hasPrefix("/")
        // A relative path may begin inside the folder that is asked for, so the real one is needed.
        let file = isAbsolute ? pipelineFile : RealPath.currentFolder + "/" + pipelineFile
        let folders = PipelinePath(file).resolved.split(separator: "/").dropLast()
        let project = folders.lastIndex(of: "Pipelines").map { folders[..<$0] } ?? folders
        return "/" + project.map(String.init).joined(separator: "/")
    }

    /// The real path of a file that may be read.
    func confined(_ path: String) throws(FileError) -> String {
        guard let real = RealPath.of(path) else { throw RealPath.failure(path) }
        guard isAllowed(real) || SystemZones.holds(path, real: real) else {
            throw FileError(
                .outside, path, "it lies outside the project; --allow-folder opens a further folder")
        }
        return real
    }

    /// Whether a real path is one of the roots or lies under one.
    func isAllowed(_ real: String) -> Bool {
        roots.contains { real == $0 || real.hasPrefix($0 == "/" ? "/" : $0 + "/") }
    }
}
