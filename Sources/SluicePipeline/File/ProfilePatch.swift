import SluiceDocument

/// Applies one profile to a tree: `profiles: { live: { broker: { uses: ..., with: ... }, params: { ... } } }`.
///
/// A key is the id of a stage or alert, or `params` or `cycle`. Settings are merged into the stage's own; a
/// profile that names another plugin replaces them all.
struct ProfilePatch {
    private(set) var issues: [Diagnostic] = []

    /// The names of a file's profiles.
    static func names(in root: Node) -> [String] { root["profiles"]?.entries?.map(\.key) ?? [] }

    /// Reports what is wrong with the profiles of a file, whichever is chosen.
    mutating func check(_ root: Node) {
        let ids = Self.lists.flatMap { root[$0]?.elements ?? [] }.compactMap { $0["id"]?.text }
        for profile in root["profiles"]?.entries ?? [] {
            for patch in profile.value.entries ?? [] where !Self.sections.contains(patch.key) {
                if !ids.contains(patch.key) {
                    issues.append(
                        Diagnostic(
                            .unknownStage,
                            "profile '\(profile.key)' patches '\(patch.key)', which is no id here",
                            at: patch.keySpan, suggestion: nearestName(to: patch.key, among: ids)
                        )
                    )
                }
                for key in patch.value.entries ?? [] where !Self.stageKeys.contains(key.key) {
                    issues.append(unknownKey(key, among: Self.stageKeys))
                }
            }
        }
    }

    /// The tree with a profile applied; nil when the file has no such profile.
    mutating func applied(_ name: String, to root: Node) -> Node? {
        guard let profile = root["profiles"]?.entry(name) else {
            issues.append(
                Diagnostic(
                    .unknownProfile, "the file has no profile '\(name)'", at: root["profiles"]?.span,
                    suggestion: nearestName(to: name, among: Self.names(in: root))
                )
            )
            return nil
        }
        var result = root
        for patch in profile.value.entries ?? [] {
            if Self.sections.contains(patch.key) {
                result = patched(result, section: patch)
            } else {
                for list in Self.lists {
                    guard let nodes = result[list], let index = nodes.index(ofID: patch.key),
                        let stage = nodes.elements?[index]
                    else { continue }
                    result = result.setting(
                        list, to: nodes.replacing(index, with: patched(stage, patch.value)))
                }
            }
        }
        return result
    }

    private static let lists = ["stages", "alerts"]
    private static let sections: Set<String> = ["params", "cycle"]
    private static let stageKeys = ["uses", "with", "from", "on_error", "capital", "on"]

    /// A parameter's patch is its new value; a key of the cycle is set.
    private func patched(_ root: Node, section patch: Node.Entry) -> Node {
        var section = root[patch.key] ?? Node(.mapping([]), at: patch.value.span)
        for entry in patch.value.entries ?? [] {
            let isParameter = patch.key == "params" && entry.value.entries == nil
            let old = section[entry.key]
            let value = isParameter ? old?.setting("default", to: entry.value) ?? entry.value : entry.value
            section = section.setting(entry.key, to: value)
        }
        return root.setting(patch.key, to: section)
    }

    private func patched(_ stage: Node, _ patch: Node) -> Node {
        let changesPlugin = patch["uses"].map { $0.text != stage["uses"]?.text } ?? false
        var result = changesPlugin ? stage.without(["with"]) : stage
        for entry in patch.entries ?? [] {
            guard entry.key == "with", !changesPlugin, let own = result["with"] else {
                result = result.setting(entry.key, to: entry.value)
                continue
            }
            var merged = own
            for setting in entry.value.entries ?? [] {
                merged = merged.setting(setting.key, to: setting.value)
            }
            result = result.setting("with", to: merged)
        }
        return result
    }
}

/// An error about a key that the language does not know at its place.
func unknownKey(_ entry: Node.Entry, among known: [String]) -> Diagnostic {
    Diagnostic(
        .unknownKey, "unknown key '\(entry.key)'; known are \(known.joined(separator: ", "))",
        at: entry.keySpan,
        suggestion: nearestName(to: entry.key, among: known)
    )
}
