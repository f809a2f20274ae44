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
    func without(_ keys: Set<String>) -> Node {
        entries.map { with(.mapping($0.filter { !keys.contains($0.key) })) } ?? self
    }

    /// The same tree with every node changed, from the leaves up.
    func mapped(_ change: (Node) -> Node) -> Node {
        switch content {
        case .sequence(let nodes): change(with(.sequence(nodes.map { $0.mapped(change) })))
        case .mapping(let entries):
            change(
                with(
                    .mapping(
                        entries.map {
                            Entry(key: $0.key, keySpan: $0.keySpan, value: $0.value.mapped(change))
                        }
                    )
                )
            )
        default: change(self)
        }
    }

    /// The element of a list of mappings whose `id` is the one given.
    func index(ofID id: String) -> Int? { elements?.firstIndex { $0["id"]?.text == id } }

    /// The list with one element replaced.
    func replacing(_ index: Int, with element: Node) -> Node {
        guard var elements else { return self }
        elements[index] = element
        return with(.sequence(elements))
    }
}
