import SluiceKit
import SluiceModels

/// The files of a run, through the stage's own access to files.
struct StageRunFolder: RunFolder {
    let folder: any FolderAccess

    func entries(of path: String) throws(RunFolderError) -> [RunFolderEntry] {
        do throws(FileError) {
            return try folder.entries(of: path).map { RunFolderEntry($0.name, isFolder: $0.isFolder) }
        } catch { throw RunFolderError(code: error.code.rawValue, error.message) }
    }

    func read(_ path: String, limit: Int) throws(RunFolderError) -> [UInt8] {
        do throws(FileError) { return try folder.contents(of: path, limit: limit) } catch {
            throw RunFolderError(code: error.code.rawValue, error.message)
        }
    }
}
