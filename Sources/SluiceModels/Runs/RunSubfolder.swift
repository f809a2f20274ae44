import SluiceKit

/// A folder within another.
struct RunSubfolder: FolderAccess {
    let folder: any FolderAccess
    let path: String

    private func whole(_ inner: String) -> String {
        path.isEmpty ? inner : inner.isEmpty ? path : path + "/" + inner
    }

    func entries(of inner: String) throws(FileError) -> [FolderEntry] {
        try folder.entries(of: whole(inner))
    }

    func contents(of inner: String, limit: Int) throws(FileError) -> [UInt8] {
        try folder.contents(of: whole(inner), limit: limit)
    }

    func version(of inner: String) throws(FileError) -> UInt64 { try folder.version(of: whole(inner)) }
}
