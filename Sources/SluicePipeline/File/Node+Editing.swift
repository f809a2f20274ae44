import SluiceDocument

extension Node {
    /// A mapping with the value of one key set, added at the end when it is new; any other node is replaced.
    func setting(_ key: String, to value: Node) -> Node {
        guard let entries else {
            return with(.mapping([Entry(key: key, keySpan: value.span, value: value)]))
        }
        var changed = entries
        if let index = entries.firstIndex(where: { $0.key == key }) {
            changed[index] = Entry(key: key, keySpan: entries[index].keySpan, value: value)
        } else {
            changed.append(Entry(key: key, keySpan: value.span, value: value))
        }
        return with(.mapping(changed))
    }

    /// A mapping with some keys left out.
    func without(_ isLeftOut: (String) -> Bool) -> Node {
        guard let entries, entries.contains(where: { isLeftOut($0.key) }) else { return self }
        return with(.mapping(entries.filter { !isLeftOut($0.key) }))
    }

    /// The same tree with some scalars replaced; nil when none is, so that what does not change is not copied.
    func replacingScalars(_ change: (Node) -> Node?) -> Node? {
        switch content {
        case .scalar: return change(self)
        case .sequence(let nodes):
            var changed: [Node]?
            for (index, node) in nodes.enumerated() {
                guard let new = node.replacingScalars(change) else { continue }
                changed = changed ?? nodes
                changed?[index] = new
            }
            return changed.map { with(.sequence($0)) }
        case .mapping(let entries):
            var changed: [Entry]?
            for (index, entry) in entries.enumerated() {
                guard let new = entry.value.replacingScalars(change) else { continue }
                changed = changed ?? entries
                changed?[index] = Entry(key: entry.key, keySpan: entry.keySpan, value: new)
            }
            return changed.map { with(.mapping($0)) }
        case .null, .unresolved: return nil
        }
    }

    /// The same tree with every node and key of it at one place.
    func placed(at span: SourceSpan) -> Node {
        switch content {
        case .sequence(let nodes): Node(.sequence(nodes.map { $0.placed(at: span) }), at: span, tag: tag)
        case .mapping(let entries):
            Node(
                .mapping(
                    entries.map { Entry(key: $0.key, keySpan: span, value: $0.value.placed(at: span)) }
                ),
                at: span, tag: tag
            )
        default: Node(content, at: span, tag: tag)
        }
    }

    /// The number of the first element of a list whose `id` is the one given.
    func index(ofID id: String) -> Int? { elements?.firstIndex { $0["id"]?.text == id } }

    /// The list with one element replaced.
    func replacing(_ index: Int, with element: Node) -> Node {
        guard var elements else { return self }
        elements[index] = element
        return with(.sequence(elements))
    }

    /// Where a reader should look for the node: all of it when it is on one line, else its beginning.
    var head: SourceSpan {
        guard span.endLine > span.line else { return span }
        return entries?.first?.keySpan ?? SourceSpan(file: span.file, line: span.line, column: span.column)
    }
}
