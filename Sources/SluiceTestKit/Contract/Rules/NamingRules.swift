import SluiceDocument
import SluiceKit

/// What a plugin says about itself and its settings.
enum NamingRules {
    static func breaches(of entry: PluginEntry) -> [String] {
        var breaches: [String] = []
        let manifest = entry.manifest
        if !isSnakeCase(manifest.name) { breaches.append("the name is not in snake case") }
        if !isSentence(manifest.summary) { breaches.append("the summary is no sentence") }
        for reason in manifest.reasons where !isSnakeCase("\(reason.name)") {
            breaches.append("the reason '\(reason.name)' is not in snake case")
        }
        if Set(manifest.reasons).count < manifest.reasons.count {
            breaches.append("a reason is listed twice")
        }
        for setting in entry.settings { breaches += self.breaches(of: setting, "'\(setting.key)'") }
        for setting in entry.settings {
            if let text = setting.defaultText { breaches += defaultBreaches(entry, setting, text) }
        }
        return breaches
    }

    private static func breaches(of setting: SettingDeclaration, _ name: String) -> [String] {
        var breaches: [String] = []
        if !isSnakeCase(setting.key) { breaches.append("the setting \(name) is not in snake case") }
        if !isSentence(setting.help) { breaches.append("the help of \(name) is no sentence") }
        if needsBounds(setting.shape), setting.bounds == nil { breaches.append("\(name) has no bounds") }
        if case .group(let inner) = setting.shape {
            for inner in inner.settings {
                breaches += self.breaches(of: inner, "'\(setting.key).\(inner.key)'")
            }
        }
        return breaches
    }

    /// A horizon needs none: its form bounds it.
    private static func needsBounds(_ shape: SettingShape) -> Bool {
        switch shape {
        case .integer, .number: true
        case .quantity(let unit): unit != .horizon
        case .list(let element), .byHorizon(let element), .horizonTable(let element), .byName(let element):
            needsBounds(element)
        case .boolean, .text, .choice, .path, .secret, .template, .group: false
        }
    }

    /// A default that is refused when a file writes it, as one out of bounds is, or that means something else there.
    private static func defaultBreaches(
        _ entry: PluginEntry, _ setting: SettingDeclaration, _ text: String
    ) -> [String] {
        var issues: [Diagnostic] = []
        let value = node(setting.shape, text, &issues)
        let place = value.span
        let settings = Node(.mapping([.init(key: setting.key, keySpan: place, value: value)]), at: place)
        let decoded = entry.decode(settings, into: &issues)
        // Another setting that is required is no fault of this one's default.
        issues.removeAll { $0.code == .missingSetting }
        if let first = issues.first {
            return ["the default of '\(setting.key)' is refused: \(first.message)"]
        }
        var defaults: [Diagnostic] = []
        let untouched = entry.decode(Node(.null, at: place), into: &defaults)
        guard let decoded, let untouched, decoded.canonicalSettings != untouched.canonicalSettings else {
            return []
        }
        return ["the default of '\(setting.key)' reads back as something else"]
    }

    private static func node(_ shape: SettingShape, _ text: String, _ issues: inout [Diagnostic]) -> Node {
        let place = SourceSpan(file: "default", line: 1, column: 1)
        switch shape {
        case .list, .group, .horizonTable,
            .byHorizon where text.hasPrefix("{"),
            .byName where text.hasPrefix("{") || text.hasPrefix("["):
            return settingsNode(text, into: &issues)
        default: return Node(.scalar(text, quoted: false), at: place)
        }
    }
}

/// Whether a word is in snake case: `max_spread`.
private func isSnakeCase(_ word: String) -> Bool {
    let parts = word.split(separator: "_", omittingEmptySubsequences: false)
    let isPlain = word.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789_".utf8.contains($0) }
    return isPlain && parts.allSatisfy { !$0.isEmpty } && word.first?.isNumber == false
}

/// Whether text is a sentence: more than a word, begins as one does, ends with a full stop, and is on one line.
private func isSentence(_ text: String) -> Bool {
    guard let first = text.first, text.hasSuffix("."), !text.hasSuffix("..") else { return false }
    return !first.isLowercase && !first.isWhitespace && text.contains(" ") && !text.contains("\n")
}
