import Foundation
import SluiceModels

/// A folder of the judge's own making.
struct DiskFolder: RunFolder {
    private let root: URL

    init(_ path: String) { root = URL(filePath: path, directoryHint: .isDirectory) }

    func entries(of path: String) throws(RunFolderError) -> [RunFolderEntry] {
        let place = path.isEmpty ? root : root.appending(path: path)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
            throw RunFolderError(.missing, "there is no such folder")
        }
        return names.map { name in
            var isFolder: ObjCBool = false
            let file = place.appending(path: name).path
            _ = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
            return RunFolderEntry(name, isFolder: isFolder.boolValue)
        }
    }

    func read(_ path: String, limit: Int) throws(RunFolderError) -> [UInt8] {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else {
            throw RunFolderError(.missing, "there is no such file")
        }
        guard data.count <= limit else { throw RunFolderError(.tooLarge, "the file is too large") }
        return Array(data)
    }
}
