import SluiceKit
import SluiceModels

/// Tells one state of a run from another without reading its models.
///
/// It is made of the run's path and of the names and versions of all that lies below its targets. A file that vanishes
/// or cannot be seen while the mark is made counts as one without a version, so the next mark differs.
struct RunMark: Equatable {
    /// The run that `TrainingRun.open` would take.
    let path: String
    private let digest: UInt64

    /// How many files and folders a run may have, and how deep they may lie.
    private static let (limit, depth) = (100_000, 16)

    /// Looks at the run that settings name.
    /// - Throws: What keeps it from being found, and `FileError` for one of more files than can be followed.
    init(_ settings: ModelSettings, _ files: any FileAccess) throws {
        let folder = try files.folder(at: settings.run)
        path = try TrainingRun.path(in: folder, id: settings.id)
        var (digest, left) = (Digest(), Self.limit)
        let targets = path.isEmpty ? "targets" : path + "/targets"
        try Self.walk(folder, targets, Self.depth, &digest, &left)
        self.digest = digest.value
    }

    private static func walk(
        _ folder: any FolderAccess, _ path: String, _ depth: Int, _ digest: inout Digest, _ left: inout Int
    ) throws(FileError) {
        for entry in (try? folder.entries(of: path)) ?? [] {
            left -= 1
            guard left >= 0, depth > 0 else {
                throw FileError(.tooLarge, path, "holds more files and folders than can be followed")
            }
            let inner = path + "/" + entry.name
            digest.add(inner)
            if entry.isFolder {
                try walk(folder, inner, depth - 1, &digest, &left)
            } else {
                digest.add((try? folder.version(of: inner)) ?? 0)
            }
        }
    }
}
