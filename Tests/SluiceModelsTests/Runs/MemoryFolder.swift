import Foundation
import SluiceKit
import SluiceModels

/// A folder of runs in memory, which tests change at will.
struct MemoryFolder: FolderAccess {
    /// The bytes of each file by its path.
    var files: [String: [UInt8]] = [:]
    /// Paths that lead out.
    var outside: Set<String> = []

    init(_ files: [String: [UInt8]] = [:]) { self.files = files }

    /// A copy of a folder of the repository.
    init(_ path: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
        let found = FileManager.default.enumerator(atPath: root.path)
        while let name = found?.nextObject() as? String {
            var isFolder: ObjCBool = false
            let file = root.appending(path: name).path
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: file)))
        }
    }

    /// The run of deliberate faults.
    static func errorRun() throws -> MemoryFolder {
        try MemoryFolder("Tests/Models/runs/error_runs/20260121_130000")
    }

    /// The run that the examples use.
    static func goldenRun() throws -> MemoryFolder {
        try MemoryFolder("Data/runs/golden_run/20260121_120000")
    }

    /// The text of a file, changed.
    mutating func change(_ path: String, _ old: String, _ new: String) {
        let text = String(decoding: files[path] ?? [], as: UTF8.self)
        precondition(text.contains(old), "\(path) has no '\(old)'")
        files[path] = Array(text.replacing(old, with: new).utf8)
    }

    mutating func write(_ path: String, _ text: String) { files[path] = Array(text.utf8) }

    func entries(of path: String) throws(FileError) -> [FolderEntry] {
        if outside.contains(path) { throw FileError(.outside, path, "it leads out of the run") }
        let start = path.isEmpty ? "" : path + "/"
        var entries: Set<FolderEntry> = []
        for file in files.keys where file.hasPrefix(start) {
            let rest = file.dropFirst(start.count).split(separator: "/", maxSplits: 1)
            guard let name = rest.first else { continue }
            entries.insert(FolderEntry(String(name), isFolder: rest.count > 1))
        }
        guard !entries.isEmpty else { throw FileError(.missing, path, "there is no such folder") }
        return Array(entries)
    }

    func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        if outside.contains(path) { throw FileError(.outside, path, "it leads out of the run") }
        guard let bytes = files[path] else { throw FileError(.missing, path, "there is no such file") }
        guard bytes.count <= limit else {
            throw FileError(.tooLarge, path, "it is larger than \(limit) bytes")
        }
        return bytes
    }

    func version(of path: String) throws(FileError) -> UInt64 {
        UInt64(try contents(of: path, limit: .max).count)
    }
}

/// A run of one small model that tests describe in a line.
struct SmallRun {
    /// The folder of the model.
    static let model = "targets/up/models/view=CROSS_SECTIONAL/family=LightGBM"
    var folder = MemoryFolder()

    /// A run whose model's file has these names and whose metadata have these members, and a checksum where it is signed.
    init(names: String = "one two", _ meta: String = "", signs: Bool = true) throws {
        let text = Self.lightGBM.replacing("NAMES", with: names)
        folder.write(Self.model + "/model.txt", text)
        let checksum = signs ? "\"model_checksum\": \"\(try SHA256(of: Array(text.utf8)))\"" : "\"a\": 1"
        let interval = "\"interval_minutes\": 1440"
        let members = [checksum, interval, meta].filter { !$0.isEmpty }.joined(separator: ", ")
        folder.write(Self.model + "/model_meta.json", "{\(members)}")
    }

    func open(_ change: (inout RunOptions) -> Void = { _ in }) throws -> TrainingRun {
        var options = RunOptions()
        change(&options)
        return try TrainingRun.open(folder, options: options)
    }

    /// Two features; the first up to 1.5 gives 10, above it 20.
    static let lightGBM = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=1
        objective=regression
        feature_names=NAMES

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=1.5
        decision_type=10
        left_child=-1
        right_child=-2
        leaf_value=10 20
        is_linear=0

        end of trees

        """
}
