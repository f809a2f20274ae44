import SluiceKit

/// Which folder is the run: the folder itself, or the latest of a runs folder.
struct RunPath {
    /// The folder of the run, relative to the one that was opened.
    let path: String
    /// Whether it was taken because it is the latest of several.
    let isLatestOfSeveral: Bool

    /// Finds the run.
    ///
    /// A folder with `targets` in it is a run. Else `id` names a folder below, `golden_run` or
    /// `golden_run/20260121_120000`, and of the folders in it that are named after a time stamp the last by name counts.
    /// - Throws: `RunRefusal` with `noRun`, `badName` or what kept a folder from being read.
    init(in folder: any FolderAccess, id: String?, limits: RunLimits) throws(RunRefusal) {
        let start = id ?? ""
        for name in start.split(separator: "/", omittingEmptySubsequences: false) where !start.isEmpty {
            guard RunName.isSound(String(name)) else {
                throw RunRefusal(.badName, "no run is named '\(start)'")
            }
        }
        var entries = try Self.folders(folder, "", limits)
        if entries.contains("targets") {
            guard id == nil else {
                throw RunRefusal(
                    .noRun, "the folder is a run itself, so there is no '\(start)' to choose from it")
            }
            (path, isLatestOfSeveral) = ("", false)
            return
        }
        if !start.isEmpty {
            entries = try Self.folders(folder, start, limits)
            if entries.contains("targets") {
                (path, isLatestOfSeveral) = (start, false)
                return
            }
        }
        let stamps = entries.filter(RunName.isStamp)
        guard let latest = stamps.last else { throw Self.noRun(entries, start) }
        path = start.isEmpty ? latest : start + "/" + latest
        isLatestOfSeveral = true
    }

    private static func noRun(_ entries: [String], _ start: String) -> RunRefusal {
        let file = start.isEmpty ? nil : start
        guard !entries.isEmpty else {
            return RunRefusal(.noRun, "no run is here: a run's folder holds a folder 'targets'", file: file)
        }
        let names = entries.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        return RunRefusal(
            .noRun, "a run's folder holds a folder 'targets'; name one as id of those here: \(names)",
            file: file)
    }

    /// The sound names of the folders in a folder, sorted.
    private static func folders(
        _ folder: any FolderAccess, _ path: String, _ limits: RunLimits
    ) throws(RunRefusal) -> [String] {
        let entries: [FolderEntry]
        do throws(FileError) { entries = try folder.entries(of: path) } catch {
            throw RunRefusal(error, file: path.isEmpty ? "." : path, missing: .noRun)
        }
        guard entries.count <= limits.folderEntries else {
            throw RunRefusal(.tooMany, "the folder holds more than \(limits.folderEntries) names")
        }
        return entries.sortedByName.filter { $0.isFolder && RunName.isSound($0.name) }.map(\.name)
    }
}
