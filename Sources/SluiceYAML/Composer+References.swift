import SluiceDocument

extension Composer {
    /// Adds the value that an alias names, as used at the alias.
    mutating func addAlias(_ name: String, at place: SourceSpan) {
        guard let (node, nodes, height) = anchored(name, at: place) else {
            // Unresolved, so that nobody complains about a value that is only missing because of this.
            return add(Node(.unresolved("*\(name)"), at: place), anchor: nil)
        }
        add(node.used(at: place), anchor: nil, nodes: nodes, height: height)
    }

    private mutating func anchored(
        _ name: String,
        at place: SourceSpan
    ) -> (node: Node, nodes: Int, height: Int)? {
        switch anchors[name] {
        case nil:
            report(
                .unknownAlias, "no anchor '&\(name)' stands above this alias", at: place,
                suggestion: nearestName(to: name, among: anchors.keys.sorted()).map { "*\($0)" }
            )
            return nil
        case .open:
            report(.recursiveAlias, "'*\(name)' stands inside the value it names", at: place)
            return nil
        case .closed(let node, let nodes, let height):
            guard open.count + height <= limits.depth else {
                report(.nestedTooDeep, "'*\(name)' makes this deeper than \(limits.depth) levels", at: place)
                return nil
            }
            let wasWithin = aliasedNodes <= limits.aliasedNodes
            aliasedNodes = min(aliasedNodes.addingReportingOverflow(nodes).partialValue, .max)
            guard aliasedNodes > limits.aliasedNodes else { return (node, nodes, height) }
            if wasWithin {
                let message = "aliases stand for more than the \(limits.aliasedNodes) values they may"
                report(.tooManyAliasedNodes, message, at: place)
            }
            return nil
        }
    }

    /// The key that a node makes; a finding when it makes none.
    mutating func key(_ node: Node, in collection: OpenCollection) -> OpenCollection.Key {
        switch node.content {
        case .scalar(let name, let quoted): return key(name, isPlain: !quoted, at: node.span, in: collection)
        case .unresolved: break
        case .null: return key("", isPlain: true, at: node.span, in: collection)
        case .sequence, .mapping:
            report(.nonScalarKey, "\(node.kindInWords) cannot be a key; a key is a text", at: node.span)
        }
        return .unusable
    }

    /// The key that a text makes; a finding when it makes none.
    mutating func key(
        _ name: String,
        isPlain: Bool,
        at place: SourceSpan,
        in collection: OpenCollection
    ) -> OpenCollection.Key {
        if isPlain, name.isEmpty {
            report(.nonScalarKey, "a key is missing before the ':'", at: place)
            return .unusable
        }
        let isMerge = isPlain && name == "<<"
        guard let first = isMerge ? collection.merge?.keySpan : collection.keySpan(name) else {
            return isMerge ? .merge(place) : .named(name, place)
        }
        let message =
            isMerge
            ? "'<<' stands twice in one mapping; name all under one: [*first, *second]"
            : "'\(name)' stands twice in one mapping"
        report(.duplicateKey, message, at: place, related: [.init("first set here", at: first)])
        return .unusable
    }

    /// Reports what `<<` cannot take over.
    mutating func checkMerge(_ node: Node) {
        for source in node.elements ?? [node] {
            switch source.content {
            case .mapping, .unresolved: continue
            default:
                report(
                    .invalidMerge, "'<<' takes a mapping or a list of mappings, not \(source.kindInWords)",
                    at: source.span
                )
            }
        }
    }
}

extension OpenCollection {
    /// The entries, with those that `<<` takes over at its place.
    var entriesWithMerged: [Node.Entry] {
        guard let merge else { return entries }
        var known = Set(entries.map(\.key))
        var taken: [Node.Entry] = []
        for source in merge.source.elements ?? [merge.source] {
            for entry in source.entries ?? [] where known.insert(entry.key).inserted {
                // What an alias names is used here and written there; a mapping in place is only written here.
                let value = source.definedAt == nil ? entry.value : entry.value.used(at: source.span)
                taken.append(Node.Entry(key: entry.key, keySpan: entry.keySpan, value: value))
            }
        }
        var all = entries
        all.insert(contentsOf: taken, at: merge.position)
        return all
    }
}
