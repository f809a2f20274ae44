import SluiceDocument

extension Composer {
    /// What a tag may stand before.
    enum Kind: String {
        case scalar = "a text"
        case sequence = "a list"
        case mapping = "a mapping"
    }

    /// The tag of a node as it is written, such as `!!str`; a finding when it means nothing here.
    mutating func tag(_ properties: Event.Properties, of kind: Kind, at place: SourceSpan) -> String? {
        guard let full = properties.tag else { return nil }
        let tag = written(full)
        guard let known = knownTags[tag] else {
            report(
                .unknownTag, "unknown tag '\(tag)'", at: source.word(startingWith: "!", from: place),
                suggestion: nearestName(to: tag, among: knownTags.keys.sorted())
            )
            return tag
        }
        if known != kind {
            report(
                .tagMismatch, "the tag '\(tag)' stands before \(kind.rawValue)",
                at: source.word(startingWith: "!", from: place)
            )
        }
        return tag
    }
}

private let knownTags: [String: Composer.Kind] = [
    "!!str": .scalar, "!!int": .scalar, "!!float": .scalar, "!!bool": .scalar, "!!null": .scalar,
    "!!seq": .sequence, "!!map": .mapping,
]

/// A tag in the short form in which people write it.
private func written(_ tag: String) -> String {
    let standard = "tag:yaml.org,2002:"
    if tag.hasPrefix(standard) { return "!!" + tag.dropFirst(standard.count) }
    return tag.hasPrefix("!") ? tag : "!<\(tag)>"
}
