import SluiceFiles
import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceTestKit
import Synchronization
import TemporaryFolders

@testable import Predictors

/// A folder of runs on disk, in which a test writes runs as a training would.
final class RunsOnDisk: Sendable {
    let folder: TemporaryFolder
    /// What happens once, before the next file is read.
    let onRead = Mutex<(@Sendable () -> Void)?>(nil)

    init() throws { folder = try TemporaryFolder() }

    /// Writes a signed run of the families LightGBM and Forest for the target `up`; `leaves` are those of the first, below
    /// and above a return of 0.5, and of the second too where they are twins.
    func write(_ stamp: String, _ leaves: String, without left: String? = nil, twins: Bool = false) throws {
        for (name, bytes) in try Self.signed(leaves: leaves, twins: twins)
        where left.map({ !name.contains($0) }) ?? true {
            try folder.write("runs/\(stamp)/\(name)", bytes)
        }
    }

    /// The files of such a run, relative to it.
    static func signed(leaves: String, twins: Bool = false) throws -> [String: [UInt8]] {
        let samples = RunSamples.files(leaves: leaves)
        var files: [String: [UInt8]] = [:]
        for (name, bytes) in samples where name.hasSuffix("/model.txt") {
            let inner = String(name.dropFirst("runs/".count))
            let text = twins ? samples["runs/" + model] ?? [] : bytes
            files[inner] = text
            files[inner.replacing("model.txt", with: "model_meta.json")] = Array(
                """
                {"interval_minutes": 1440, "n_features": 2, "model_checksum": "\(try SHA256(of: text))"}
                """.utf8)
        }
        return files
    }

    static let model = "targets/up/models/view=CROSS_SECTIONAL/family=LightGBM/model.txt"

    var files: any FileAccess {
        WrittenWhileRead(files: ProjectFiles(pipelineFile: folder.path + "/p.yaml"), runs: self)
    }

    func context(
        features: [String] = ["ret_5d", "rsi_14"], mode: Mode = .paper, log: LogRecord,
        report: DiagnosticRecord
    ) -> StageContext {
        .test(
            id: "trees", mode: mode, instruments: ["AAA", "BBB"], horizons: ["1d"], features: features,
            every: .days(1), files: files, log: log, report: report.add)
    }

    func settings(_ more: String = "") -> String {
        "{ run: \(folder.path)/runs, watch: 1m, targets: { 1d: { target: up, as: return } }\(more) }"
    }
}

/// Files of which one changes while another is read.
private struct WrittenWhileRead: FileAccess, @unchecked Sendable {
    let files: ProjectFiles
    let runs: RunsOnDisk

    func files(at path: PipelinePath) throws(FileError) -> [String] { try files.files(at: path) }
    func open(_ path: String) throws(FileError) -> any FileStream { try files.open(path) }
    func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess {
        Folder(folder: try files.folder(at: path), runs: runs)
    }

    struct Folder: FolderAccess, @unchecked Sendable {
        let folder: any FolderAccess
        let runs: RunsOnDisk

        func entries(of path: String) throws(FileError) -> [FolderEntry] { try folder.entries(of: path) }
        func version(of path: String) throws(FileError) -> UInt64 { try folder.version(of: path) }
        func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
            let bytes = try folder.contents(of: path, limit: limit)
            let change = runs.onRead.withLock { change in
                defer { change = nil }
                return change
            }
            change?()
            return bytes
        }
    }
}
