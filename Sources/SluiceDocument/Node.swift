/// A value read from a document, with the place it stood at.
///
/// A scalar is text: what it means is decided by the type that the reader of the node declares, never here.
public struct Node: Hashable, Sendable {
    /// What a node holds.
    public enum Content: Hashable, Sendable {
        /// Nothing: a key without a value.
        case null
        /// Text; `quoted` when it stood in quotes or as a block, and so can never mean "absent".
        case scalar(String, quoted: Bool)
        /// A list.
        case sequence([Node])
        /// Keys with values, in the order of the document; no key twice.
        case mapping([Entry])
        /// A value that is known only when the pipeline runs, such as `$env.X` on a machine without X.
        case unresolved(String)
    }

    /// One key of a mapping and its value.
    public struct Entry: Hashable, Sendable {
        /// The key, unescaped.
        public let key: String
        /// Where the key stands.
        public let keySpan: SourceSpan
        /// The value.
        public let value: Node

        /// Creates an entry.
        public init(key: String, keySpan: SourceSpan, value: Node) {
            (self.key, self.keySpan, self.value) = (key, keySpan, value)
        }
    }

    /// What the node holds.
    public let content: Content
    /// Where the node stands: for an alias, the alias.
    public let span: SourceSpan
    /// What few nodes have, in a box of its own: a node that has none of it stays small.
    private let rest: Rest

    private indirect enum Rest: Hashable, Sendable {
        case none
        case some(definedAt: SourceSpan?, tag: String?)
    }

    /// Creates a node.
    public init(_ content: Content, at span: SourceSpan, definedAt: SourceSpan? = nil, tag: String? = nil) {
        self.content = content
        self.span = span
        rest = definedAt == nil && tag == nil ? .none : .some(definedAt: definedAt, tag: tag)
    }

    /// Where the value was written, when the node only names it: the anchored node, the parameter.
    public var definedAt: SourceSpan? { if case .some(let place, _) = rest { place } else { nil } }

    /// The tag as written, such as `!!str`; nil without one.
    public var tag: String? { if case .some(_, let tag) = rest { tag } else { nil } }
}

extension Node {
    /// The entries of a mapping; nil for anything else.
    public var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// The elements of a sequence; nil for anything else.
    public var elements: [Node]? { if case .sequence(let nodes) = content { nodes } else { nil } }

    /// The text of a scalar; nil for anything else.
    public var text: String? { if case .scalar(let text, _) = content { text } else { nil } }

    /// The value of a key of a mapping; nil when there is none.
    public subscript(_ key: String) -> Node? { entry(key)?.value }

    /// The key and value of a mapping; nil when there is none.
    public func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

    /// The node with other content, at the same place.
    public func with(_ content: Content) -> Node { Node(content, at: span, definedAt: definedAt, tag: tag) }

    /// The same value as used at another place.
    public func used(at place: SourceSpan) -> Node {
        Node(content, at: place, definedAt: definedAt ?? span, tag: tag)
    }

    /// What the node is, in words a message can use.
    public var kindInWords: String {
        switch content {
        case .null: "empty"
        case .scalar(let text, _): "'\(text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .unresolved(let name): name
        }
    }
}
