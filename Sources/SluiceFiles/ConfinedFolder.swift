package import SluiceKit

/// A folder of the file system that nothing leads out of.
package struct ConfinedFolder: FolderAccess {
    /// The folder, as a real path.
    private let root: String

    /// Opens a folder that an operator named, wherever it lies.
    /// - Throws: `FileError` when it is missing or no folder.
    package init(anywhere path: String) throws(FileError) {
        guard let real = RealPath.of(path) else { throw RealPath.failure(path) }
        try self.init(real: real, shownAs: path)
    }

    init(real: String, shownAs path: String) throws(FileError) {
        guard FolderListing.isFolder(real) else { throw FileError(.unreadable, path, "it is no folder") }
        root = real
    }

    package func entries(of path: String) throws(FileError) -> [FolderEntry] {
        let real = try confined(path)
        guard let names = FolderListing.names(in: real) else {
            throw FileError(.unreadable, path, "the folder cannot be read")
        }
        return names.filter { !$0.hasPrefix(".") }
            .map { FolderEntry($0, isFolder: FolderListing.isFolder(real + "/" + $0)) }
    }

    package func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        try RegularFile(try confined(path), shownAs: path).rest(limit: limit)
    }

    /// A fingerprint of which file it is, its size, and when it was last written or moved.
    package func version(of path: String) throws(FileError) -> UInt64 {
        let real = try confined(path)
        guard let version = FolderListing.version(of: real) else { throw RealPath.failure(real) }
        return version
    }

    private func confined(_ path: String) throws(FileError) -> String {
        let whole = path.isEmpty ? root : root + "/" + path
        guard let real = RealPath.of(whole) else {
            throw FileError(RealPath.failure(whole).code, path, RealPath.failure(whole).message)
        }
        guard real == root || real.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw FileError(.outside, path, "a link leads out of the folder")
        }
        return real
    }
}
