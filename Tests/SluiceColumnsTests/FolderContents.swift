import Foundation

/// What lies in a folder, hidden files too.
enum FolderContents {
    static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
}
