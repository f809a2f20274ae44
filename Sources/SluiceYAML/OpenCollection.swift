import SluiceDocument

/// A list or mapping whose end was not seen yet.
///
/// A class, because it grows in place on the composer's stack.
final class OpenCollection {
    /// A key that waits for its value.
    enum Key {
        case named(String, SourceSpan)
        /// `<<`.
        case merge(SourceSpan)
        /// No key that can be used; the finding is reported, the value only read.
        case unusable
    }

    let isMapping: Bool
    let tag: String?
    let anchor: String?
    /// Where it begins, anchor and tag included; its end is not known yet.
    let start: SourceSpan

    var elements: [Node] = []
    var entries: [Node.Entry] = []
    var key: Key?
    /// What `<<` names, and before which entry it stands.
    var merge: (source: Node, keySpan: SourceSpan, position: Int)?
    /// Just behind the last thing read in it.
    var lastLine: Int
    var lastColumn: Int
    /// Itself and everything in it, with aliases counted as what they stand for.
    var nodes = 1
    /// How many levels it has; 1 when it holds scalars only.
    var height = 1
    /// The position of each key, once there are enough to make it worthwhile.
    private var positions: [String: Int] = [:]

    init(isMapping: Bool, tag: String?, anchor: String?, start: SourceSpan) {
        (self.isMapping, self.tag, self.anchor) = (isMapping, tag, anchor)
        (self.start, lastLine, lastColumn) = (start, start.endLine, start.endColumn)
        if isMapping { entries.reserveCapacity(4) }
    }

    /// Whether the next node is a key.
    var awaitsKey: Bool { isMapping && key == nil }

    /// Where a key stands that was set before; nil when it was not.
    func keySpan(_ key: String) -> SourceSpan? {
        guard entries.count > 16 else { return entries.first { $0.key == key }?.keySpan }
        return positions[key].map { entries[$0].keySpan }
    }

    /// Adds an entry whose key is new.
    func add(_ entry: Node.Entry) {
        entries.append(entry)
        if entries.count == 17 {
            for (position, entry) in entries.enumerated() { positions[entry.key] = position }
        } else if entries.count > 17 {
            positions[entry.key] = entries.count - 1
        }
    }

    /// Takes note of how far the collection reaches.
    func extend(to span: SourceSpan) { (lastLine, lastColumn) = (span.endLine, span.endColumn) }
}
