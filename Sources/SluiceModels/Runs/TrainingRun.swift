public import SluiceKit
public import SluiceMarket

/// A training run: its models that were verified, and why the others were not loaded.
///
/// One model's refusal harms no other.
public struct TrainingRun {
    /// The folder of the run, relative to the one that was opened; empty for that folder itself.
    public let path: String
    /// Whether the run was taken because it is the latest of several.
    public let isLatestOfSeveral: Bool
    /// What the manifest says; nil without one that can be read.
    public let manifest: RunManifest?
    /// When the run was made: the later of what its folder's name and its manifest say; nil when neither does.
    public let made: Timestamp?
    /// The targets whose folders the run holds, sorted, whether or not they are loaded.
    public let targets: [String]
    /// The models that were loaded, in the order of their folders.
    public let models: [TrainedModel]
    /// What was not loaded, in the order of the folders.
    public let refusals: [RunRefusal]
    /// What else there is to know.
    public let notices: [RunNotice]
    /// Where targets were sent, by target.
    public let routes: [String: RoutingDecision]
    /// The SHA-256 of what was loaded.
    ///
    /// It is that of a text with a line `<path> <SHA-256>` and a line feed for each model file, its metadata and its
    /// preprocessing, relative to the run and sorted by the bytes of the paths. Two runs with one digest give the same
    /// numbers; the options decide what is loaded, and so the digest.
    public let digest: SHA256

    /// Opens a run.
    ///
    /// Reads every model that the options want, verifies it, and evaluates nothing.
    /// - Parameters:
    ///   - folder: The folder of a run, or one of runs, which nothing leads out of.
    ///   - id: Which of the runs; nil where the folder is a run, or holds only time stamps.
    ///   - options: What is loaded, and how strictly.
    /// - Returns: The run, with what was not loaded.
    /// - Throws: `RunRefusal` when there is no run.
    public static func open(
        _ folder: any FolderAccess, id: String? = nil, options: RunOptions = RunOptions()
    ) throws(RunRefusal) -> TrainingRun {
        let found = try RunPath(in: folder, id: id, limits: options.limits)
        let run = RunSubfolder(folder: folder, path: found.path)
        return try TrainingRun(run, found, options)
    }

    /// Which folder `open` would take for the run, relative to the one given and empty for that folder itself.
    /// - Throws: `RunRefusal` when there is no run.
    public static func path(
        in folder: any FolderAccess, id: String? = nil, limits: RunLimits = RunLimits()
    ) throws(RunRefusal) -> String {
        try RunPath(in: folder, id: id, limits: limits).path
    }

    private init(_ folder: RunSubfolder, _ found: RunPath, _ options: RunOptions) throws(RunRefusal) {
        (path, isLatestOfSeveral) = (found.path, found.isLatestOfSeveral)
        var records = RunRecords(folder, limits: options.limits)
        let manifest = records.manifest()
        let stamp = found.path.split(separator: "/").last.flatMap { RunMoment.stamp(String($0)) }
        made = [stamp, manifest?.made].compactMap(\.self).max()
        self.manifest = manifest
        let layout = try RunLayout(folder, limits: options.limits)
        var loader = RunModelLoader(folder, options, made: made)
        var models: [TrainedModel] = []
        var refusals = layout.refusals
        for slot in layout.slots where options.wants(slot.place) {
            do throws(RunRefusal) { models.append(try loader.load(slot)) } catch { refusals.append(error) }
        }
        routes = records.routes(layout)
        targets = layout.targets
        if let manifest { records.compare(manifest, layout) }
        self.models = models
        self.refusals = refusals.enumerated()
            .sorted { ($0.element.file ?? "", $0.offset) < ($1.element.file ?? "", $1.offset) }.map(\.element)
        notices = records.notices + loader.notices
        digest = try Self.digest(loader.files)
    }

    private static func digest(_ files: [(path: String, digest: SHA256)]) throws(RunRefusal) -> SHA256 {
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let text = sorted.map { "\($0.path) \($0.digest)\n" }.joined()
        do throws(ModelError) { return try SHA256(of: Array(text.utf8)) } catch {
            throw RunRefusal(.noDigest, error.message)
        }
    }
}

/// Reads what stands beside the models and decides nothing.
struct RunRecords {
    private let folder: RunSubfolder
    private let limit: Int
    private(set) var notices: [RunNotice] = []

    init(_ folder: RunSubfolder, limits: RunLimits) { (self.folder, limit) = (folder, limits.metadataBytes) }

    /// The manifest; nil without one.
    mutating func manifest() -> RunManifest? {
        read("manifest.json") { (bytes) throws(ModelError) in try RunManifest(bytes) }
    }

    /// The decisions about targets, from each target's own folders and from those of the whole run.
    mutating func routes(_ layout: RunLayout) -> [String: RoutingDecision] {
        var routes: [String: RoutingDecision] = [:]
        for target in layout.targets {
            let views = Set(layout.slots.lazy.filter { $0.place.target == target }.map(\.place.view)).sorted()
            let places =
                ["targets/\(target)/decision/routing_decision.json"]
                + views.map { "targets/\(target)/models/view=\($0)/routing_decision.json" }
                + ["globals/routing_decisions.json"]
            for path in places where routes[target] == nil {
                let route = read(path) { (bytes) throws(ModelError) in
                    try RoutingDecision(bytes, target: target)
                }
                if let route { routes[target] = route }
            }
        }
        return routes
    }

    /// Notices where the manifest and the folders differ.
    mutating func compare(_ manifest: RunManifest, _ layout: RunLayout) {
        for (name, target) in manifest.targets.sorted(by: { $0.key < $1.key }) {
            if let status = target.status, status != "complete" {
                notices.append(RunNotice(.manifest, "the manifest says of target '\(name)': '\(status)'"))
            }
            let there = Set(layout.slots.lazy.filter { $0.place.target == name }.map(\.place.family))
            for family in target.families where !there.contains(family) {
                notices.append(
                    RunNotice(
                        .manifest,
                        "the manifest names '\(family)' of target '\(name)', and no folder is there"))
            }
        }
    }

    private mutating func read<Value>(
        _ path: String, _ body: (UnsafeBufferPointer<UInt8>) throws(ModelError) -> Value?
    ) -> Value? {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try folder.contents(of: path, limit: limit) } catch {
            if error.code != .missing { notices.append(RunNotice(.unused, "\(path): \(error.message)")) }
            return nil
        }
        do throws(ModelError) { return try bytes.parsed(body) } catch {
            notices.append(RunNotice(.unused, "\(path): \(error)"))
            return nil
        }
    }
}
