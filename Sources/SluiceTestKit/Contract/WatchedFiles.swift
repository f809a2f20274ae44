import SluiceKit
import Synchronization

/// Files that know whether one of them was opened.
final class WatchedFiles: FileAccess {
    private let files: MemoryFiles
    private let opened = Mutex(false)

    init(_ files: MemoryFiles) { self.files = files }

    var wereOpened: Bool { opened.withLock(\.self) }

    func files(at path: PipelinePath) throws(FileError) -> [String] { try files.files(at: path) }

    func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess {
        opened.withLock { $0 = true }
        return try files.folder(at: path)
    }

    func open(_ path: String) throws(FileError) -> any FileStream {
        opened.withLock { $0 = true }
        return try files.open(path)
    }
}
