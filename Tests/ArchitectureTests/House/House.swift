import Foundation
import Testing

/// The package as its files show it: the rooms of `Package.swift`, and the sources in them.
struct House {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Read once for all tests.
    static let whole = Result { try House() }

    let rooms: [Room]
    /// Every Swift file below `Sources`, `Plugins` and `Tests`, by path.
    let files: [SourceText]

    private init() throws {
        rooms = Room.rooms(in: try Self.text("Package.swift"))
        files = try ["Sources", "Plugins", "Tests"].flatMap { folder in
            try Self.paths(below: folder, ending: ".swift").map { SourceText($0, try Self.text($0)) }
        }
        try #require(rooms.count > 20, "the table of rooms was not understood")
        try #require(files.count > 300, "the sources were not found")
    }

    /// The files below a folder that fit, from the root.
    static func paths(below folder: String, ending: String) throws -> [String] {
        let base = root.appending(path: folder)
        let all = FileManager.default.enumerator(atPath: base.path)?.allObjects as? [String] ?? []
        return all.filter { $0.hasSuffix(ending) && !$0.contains(".build") }.sorted().map {
            "\(folder)/\($0)"
        }
    }

    /// A file's text.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift files of a room.
    func files(of room: Room) -> [SourceText] { files.filter { $0.path.hasPrefix(room.folder + "/") } }

    /// The Swift files that ship.
    var products: [SourceText] { files.filter { !$0.path.hasPrefix("Tests/") } }
}
