import SluiceDocument

/// Applies one profile to a tree: `profiles: { live: { broker: { uses: ..., with: ... }, params: { ... } } }`.
///
/// A key is the id of a stage or alert, or one of a few sections of the file. Settings are merged into the stage's
/// own, each replaced whole; a profile that names another plugin replaces them all.
struct ProfilePatch {
    private(set) var issues: [Diagnostic] = []

    private static let sections = PipelineLanguage.profileSections
    private static let lists = ["stages", "alerts"]
    private static let stageKeys = PipelineLanguage.patch

    /// The names of a file's profiles.
    static func names(in root: Node) -> [String] { root["profiles"]?.entries?.map(\.key) ?? [] }

    /// What the profiles of a file put in place of stages' plugins.
    static func plugins(in root: Node) -> [String] {
        (root["profiles"]?.entries ?? []).flatMap { $0.value.entries ?? [] }.compactMap {
            $0.value["uses"]?.text
        }
    }

    /// Reports what is wrong with the profiles of a file, whichever is chosen.
    mutating func check(_ root: Node) {
        let ids = Self.lists.flatMap { root[$0]?.elements ?? [] }.compactMap { $0["id"]?.text }
        for profile in entries(of: "profiles", root["profiles"], into: &issues) {
            if !isName(profile.key) { issues.append(badName(profile.key, at: profile.keySpan)) }
            let patches = entries(of: "profiles.\(profile.key)", profile.value, into: &issues)
            for patch in patches where !Self.sections.contains(patch.key) {
                check(patch, of: profile.key, among: ids)
            }
            for patch in patches where patch.key == "params" { checkParameters(patch, root) }
        }
    }

    private mutating func check(_ patch: Node.Entry, of profile: String, among ids: [String]) {
        guard ids.contains(patch.key) else {
            issues.append(
                Diagnostic(
                    .unknownStage, "profile '\(profile)' patches '\(patch.key)', which is no id here",
                    at: patch.keySpan, suggestion: nearestName(to: patch.key, among: ids + Self.sections)
                )
            )
            return
        }
        for key in entries(of: patch.key, patch.value, into: &issues) where !Self.stageKeys.contains(key.key)
        {
            issues.append(unknownKey(key, among: Self.stageKeys))
        }
    }

    private mutating func checkParameters(_ patch: Node.Entry, _ root: Node) {
        let names = root["params"]?.entries?.map(\.key) ?? []
        for entry in entries(of: "params", patch.value, into: &issues) where !names.contains(entry.key) {
            issues.append(
                Diagnostic(
                    .unknownReference, "the file has no parameter '\(entry.key)'", at: entry.keySpan,
                    suggestion: nearestName(to: entry.key, among: names)
                )
            )
        }
    }

    /// The tree with a profile applied; nil when the file has no such profile.
    mutating func applied(_ name: String, to root: Node) -> Node? {
        guard let profile = root["profiles"]?.entry(name) else {
            issues.append(
                Diagnostic(
                    .unknownProfile, "the file has no profile '\(name)'",
                    at: (root["profiles"] ?? root).head,
                    suggestion: nearestName(to: name, among: Self.names(in: root))
                )
            )
            return nil
        }
        var result = root
        for patch in profile.value.entries ?? [] {
            if Self.sections.contains(patch.key) {
                result = patched(result, section: patch)
                continue
            }
            for list in Self.lists {
                guard let nodes = result[list], let index = nodes.index(ofID: patch.key),
                    let stage = nodes.elements?[index]
                else { continue }
                result = result.setting(
                    list, to: nodes.replacing(index, with: patched(stage, patch.value)))
            }
        }
        return result
    }

    /// A parameter's patch is its new value; keys of a mapping are set, anything else is replaced.
    private func patched(_ root: Node, section patch: Node.Entry) -> Node {
        guard let old = root[patch.key], old.entries != nil, let entries = patch.value.entries,
            patch.key != "universe"
        else {
            return patch.key == "params" ? root : root.setting(patch.key, to: patch.value)
        }
        var section = old
        for entry in entries {
            guard patch.key == "params" else {
                section = section.setting(entry.key, to: entry.value)
                continue
            }
            guard let parameter = section[entry.key] else { continue }
            section = section.setting(entry.key, to: parameter.setting("default", to: entry.value))
        }
        return root.setting(patch.key, to: section)
    }

    private func patched(_ stage: Node, _ patch: Node) -> Node {
        let changesPlugin = patch["uses"].map { $0.text != stage["uses"]?.text } ?? false
        var result = changesPlugin ? stage.without { $0 == "with" } : stage
        for entry in patch.entries ?? [] {
            guard entry.key == "with", let own = result["with"], own.entries != nil,
                let settings = entry.value.entries
            else {
                result = result.setting(entry.key, to: entry.value)
                continue
            }
            result = result.setting(
                "with", to: settings.reduce(own) { $0.setting($1.key, to: $1.value) })
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
