import CYAML
import SluiceDocument

/// Puts events together to trees of nodes, with the open collections on a stack of its own.
struct Composer {
    /// The value of an anchor.
    enum Anchored {
        /// The end of the value was not seen yet.
        case open
        case closed(Node, nodes: Int, height: Int)
    }

    let source: SourceFile
    let limits: YAMLLimits
    let allowsOneDocument: Bool
    var issues: [Diagnostic] = []
    var anchors: [String: Anchored] = [:]
    var open: [OpenCollection] = []
    var aliasedNodes = 0
    private var nodes = 0
    private var documents: [Node] = []

    init(source: SourceFile, limits: YAMLLimits, allowsOneDocument: Bool) {
        (self.source, self.limits, self.allowsOneDocument) = (source, limits, allowsOneDocument)
    }

    /// The roots of all documents; nil when the text could not be read to its end.
    mutating func compose(_ bytes: UnsafeBufferPointer<UInt8>) -> [Node]? {
        guard !bytes.isEmpty else { return [] }
        guard let events = EventStream(bytes) else {
            report(.malformedYAML, "there is not enough memory to read the file", at: span(1, 1, 1, 1))
            return nil
        }
        do {
            while let event = try events.next() {
                let step = take(event)
                guard !foundTooMuch(at: event) else { return nil }
                switch step {
                case .goOn: continue
                case .stop: return documents
                case .giveUp: return nil
                }
            }
        } catch {
            issues.append(error.diagnostic(in: source))
            return nil
        }
        return documents
    }

    /// Whether there are more findings than anybody reads; the last ones make room for one that says so.
    private mutating func foundTooMuch(at event: Event) -> Bool {
        guard issues.count > limits.findings else { return false }
        issues.removeSubrange(limits.findings...)
        let message = "more than \(limits.findings) findings; the rest of the file was not read"
        report(.tooManyFindings, message, at: span(event.start, event.end))
        return true
    }

    private enum Step {
        case goOn
        /// The rest does not matter.
        case stop
        /// The rest was left, so what was read is not the whole.
        case giveUp
    }

    private mutating func take(_ event: Event) -> Step {
        let place = span(event.start, event.end)
        switch event.kind {
        case .documentStart:
            anchors = [:]
            guard documents.isEmpty || !allowsOneDocument else {
                report(.severalDocuments, "another document begins here, and a file holds one", at: place)
                return .stop
            }
        case .scalar(let text, let style, let properties):
            guard count(at: place) else { return .giveUp }
            addScalar(text, style, properties, at: place)
        case .alias(let name):
            guard count(at: place) else { return .giveUp }
            addAlias(name, at: place)
        case .sequenceStart(let properties):
            return begin(isMapping: false, properties, at: place) ? .goOn : .giveUp
        case .mappingStart(let properties):
            return begin(isMapping: true, properties, at: place) ? .goOn : .giveUp
        case .sequenceEnd, .mappingEnd: end(at: place)
        case .documentEnd, .other: break
        }
        return .goOn
    }

    /// Counts one more node; false when there are too many.
    private mutating func count(at place: SourceSpan) -> Bool {
        nodes += 1
        guard nodes > limits.nodes else { return true }
        report(.tooManyNodes, "more than the \(limits.nodes) values that one file may hold", at: place)
        return false
    }

    private mutating func addScalar(
        _ text: String,
        _ style: yaml_scalar_style_t,
        _ properties: Event.Properties,
        at place: SourceSpan
    ) {
        let isPlain = style == YAML_PLAIN_SCALAR_STYLE
        let isBlock = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE
        if let collection = open.last, collection.awaitsKey, !properties.areSet {
            collection.extend(to: place)
            collection.key = key(text, isPlain: isPlain, at: place, in: collection)
            return
        }
        let node = Node(
            isPlain && text.isEmpty ? .null : .scalar(text, quoted: !isPlain),
            at: isBlock ? source.withoutBlankEnd(place) : place,
            tag: tag(properties, of: .scalar, at: place)
        )
        add(node, anchor: properties.anchor)
    }

    /// Opens a collection; false when it would be one level too many.
    private mutating func begin(
        isMapping: Bool,
        _ properties: Event.Properties,
        at place: SourceSpan
    ) -> Bool {
        guard count(at: place) else { return false }
        guard open.count < limits.depth else {
            report(.nestedTooDeep, "nested deeper than \(limits.depth) levels", at: place)
            return false
        }
        if let anchor = properties.anchor { anchors[anchor] = .open }
        let tag = tag(properties, of: isMapping ? .mapping : .sequence, at: place)
        open.append(
            OpenCollection(
                isMapping: isMapping, tag: tag, anchor: properties.anchor, start: place
            )
        )
        return true
    }

    private mutating func end(at place: SourceSpan) {
        guard let closed = open.popLast() else { return }
        // A block ends where the next one begins; what belongs to it ends with its last entry.
        let isBlock = place.line == place.endLine && place.column == place.endColumn
        let (line, column) =
            isBlock ? (closed.lastLine, closed.lastColumn) : (place.endLine, place.endColumn)
        let node = Node(
            closed.isMapping ? .mapping(closed.entriesWithMerged) : .sequence(closed.elements),
            at: span(closed.start.line, closed.start.column, line, column), tag: closed.tag
        )
        add(node, anchor: closed.anchor, nodes: closed.nodes, height: closed.height)
    }

    /// Puts a finished node into the collection that is open, or makes it a root.
    mutating func add(_ node: Node, anchor: String?, nodes: Int = 1, height: Int = 0) {
        if let anchor { anchors[anchor] = .closed(node, nodes: nodes, height: height) }
        guard let collection = open.last else { return documents.append(node) }
        collection.extend(to: node.span)
        collection.nodes += nodes
        collection.height = max(collection.height, height + 1)
        if !collection.isMapping {
            collection.elements.append(node)
        } else if let key = collection.key {
            collection.key = nil
            setValue(node, of: key, in: collection)
        } else {
            collection.key = key(node, in: collection)
        }
    }

    private mutating func setValue(_ node: Node, of key: OpenCollection.Key, in collection: OpenCollection) {
        switch key {
        case .named(let name, let keySpan):
            collection.add(Node.Entry(key: name, keySpan: keySpan, value: node))
        case .merge(let keySpan):
            checkMerge(node)
            collection.merge = (node, keySpan, collection.entries.count)
        case .unusable: break
        }
    }
}

extension Composer {
    /// Adds a finding.
    mutating func report(
        _ code: DiagnosticCode,
        _ message: String,
        at span: SourceSpan,
        suggestion: String? = nil,
        related: [Diagnostic.Related] = []
    ) {
        issues.append(Diagnostic(.error, code, message, at: span, suggestion: suggestion, related: related))
    }

    private func span(_ start: yaml_mark_t, _ end: yaml_mark_t) -> SourceSpan {
        guard end.line < source.lineCount else {
            let (first, last) = (source.character(at: start), source.character(at: end))
            return span(first.line, first.column, last.line, last.column)
        }
        return span(Int(start.line) + 1, Int(start.column) + 1, Int(end.line) + 1, Int(end.column) + 1)
    }

    private func span(_ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int) -> SourceSpan {
        SourceSpan(file: source.path, line: line, column: column, endLine: endLine, endColumn: endColumn)
    }
}
