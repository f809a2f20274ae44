import SluiceKit

/// The models that a run's folders hold, in the order of their paths.
///
/// `targets/<t>/models/view=<V>/[universe=<U>/][symbol=<S>/]family=<F>`; the levels between `models` and the family may
/// stand in any order or be missing, and older runs have them in the target's folder itself.
struct RunLayout {
    /// A folder of one model.
    struct Slot {
        let place: RunPlace
        /// The folder, relative to the run.
        let path: String
        /// The names of the files in it, sorted.
        let files: [String]
        /// The names of the folders in it, sorted.
        let folders: [String]
    }

    private(set) var slots: [Slot] = []
    private(set) var refusals: [RunRefusal] = []
    /// The targets, whether or not they hold models.
    private(set) var targets: [String] = []
    private let folder: any FolderAccess
    private let limits: RunLimits
    private var seen: [RunPlace: String] = [:]

    /// Walks through a run.
    /// - Throws: `RunRefusal` when there is no folder `targets`.
    init(_ folder: any FolderAccess, limits: RunLimits) throws(RunRefusal) {
        (self.folder, self.limits) = (folder, limits)
        let names: [FolderEntry]
        do { names = try folder.entries(of: "targets") } catch {
            throw RunRefusal(error, file: "targets", missing: .noRun)
        }
        guard names.count <= limits.folderEntries else { throw Self.tooMany("targets", limits.folderEntries) }
        for entry in names.sortedByName where entry.isFolder {
            guard isSound(entry.name, in: "targets") else { continue }
            targets.append(entry.name)
            walk(target: entry.name)
        }
    }

    private mutating func walk(target: String) {
        let path = "targets/\(target)"
        let inner = entries(of: path)
        let hasModels = inner.contains { $0.name == "models" && $0.isFolder }
        let found = slots.count + refusals.count
        if hasModels { walk(path + "/models", target, [:]) }
        // Runs from before the folder `models` have the levels here.
        let levels = inner.filter { $0.isFolder && $0.name.contains("=") }
        walk(levels, in: path, target, [:])
        if slots.count + refusals.count == found {
            refusals.append(
                RunRefusal(.modelMissing, "the target's folder holds no folder of a family", file: path))
        }
    }

    private mutating func walk(_ path: String, _ target: String, _ levels: [String: String]) {
        walk(entries(of: path), in: path, target, levels)
    }

    private mutating func walk(
        _ entries: [FolderEntry], in path: String, _ target: String, _ levels: [String: String]
    ) {
        for entry in entries where entry.isFolder && entry.name.contains("=") {
            guard isSound(entry.name, in: path) else { continue }
            let parts = entry.name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let (key, value) = (String(parts[0]), String(parts[1]))
            let inner = path + "/" + entry.name
            guard ["view", "universe", "symbol", "family"].contains(key), !value.isEmpty, levels[key] == nil
            else {
                refusals.append(
                    RunRefusal(
                        .unknownLevel, "a level is view=, universe=, symbol= or family=, each once",
                        file: inner))
                continue
            }
            var deeper = levels
            deeper[key] = value
            guard key == "family" else {
                walk(inner, target, deeper)
                continue
            }
            add(
                RunPlace(
                    target: target, view: levels["view"] ?? "CROSS_SECTIONAL", universe: levels["universe"],
                    symbol: levels["symbol"], family: value), at: inner)
        }
    }

    private mutating func add(_ place: RunPlace, at path: String) {
        guard slots.count < limits.models else {
            if slots.count == limits.models,
                !refusals.contains(where: { $0.reason == .tooMany && $0.file == nil })
            {
                refusals.append(RunRefusal(.tooMany, "the run holds more than \(limits.models) models"))
            }
            return
        }
        if let other = seen.updateValue(path, forKey: place) {
            refusals.append(
                RunRefusal(.duplicate, "\(other) holds the same model", model: place, file: path))
            return
        }
        let inner = entries(of: path, place)
        slots.append(
            Slot(
                place: place, path: path, files: inner.filter { !$0.isFolder }.map(\.name),
                folders: inner.filter(\.isFolder).map(\.name)))
    }

    /// What lies in a folder, sorted; nothing, and a refusal, when that cannot be told.
    private mutating func entries(of path: String, _ place: RunPlace? = nil) -> [FolderEntry] {
        do {
            let entries = try folder.entries(of: path)
            guard entries.count <= limits.folderEntries else {
                refusals.append(Self.tooMany(path, limits.folderEntries))
                return []
            }
            return entries.sortedByName
        } catch {
            refusals.append(RunRefusal(error, model: place, file: path))
            return []
        }
    }

    private mutating func isSound(_ name: String, in path: String) -> Bool {
        if RunName.isSound(name) { return true }
        guard !name.hasPrefix(".") else { return false }
        refusals.append(
            RunRefusal(
                .badName, "a name has letters, digits and _-.+:@&^=~, at most 128",
                file: path + "/" + name.printable(limit: 128)))
        return false
    }

    private static func tooMany(_ path: String, _ limit: Int) -> RunRefusal {
        RunRefusal(.tooMany, "the folder holds more than \(limit) names", file: path)
    }
}

extension Array where Element == FolderEntry {
    /// The entries by the bytes of their names.
    var sortedByName: [FolderEntry] {
        sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

extension RunRefusal {
    /// What became of a file or folder that could not be read.
    init(
        _ error: FileError, model: RunPlace? = nil, file: String, missing: Reason = .unreadable
    ) {
        let reason: Reason =
            switch error.code {
            case .missing: missing
            case .outside: .outsideRun
            case .unreadable, .damaged: .unreadable
            case .tooLarge: .tooLarge
            }
        self.init(reason, error.message, model: model, file: file)
    }
}
