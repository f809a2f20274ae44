/// How much a file may ask of its reader; what goes beyond is a diagnostic.
///
/// The defaults leave a pipeline of many thousand stages room, and keep a hostile file from taking more than a
/// moment and some hundred megabytes.
public struct YAMLLimits: Hashable, Sendable {
    /// The largest file, in bytes.
    public var bytes: Int
    /// The largest number of nodes: scalars, sequences and mappings, keys included.
    public var nodes: Int
    /// How deep collections may be nested, those that stand behind an alias included.
    public var depth: Int
    /// The largest number of nodes that aliases may add, counted at every use.
    public var aliasedNodes: Int
    /// The largest number of findings in one file.
    public var findings: Int

    /// Creates limits.
    public init(
        bytes: Int = 4_194_304,
        nodes: Int = 400_000,
        depth: Int = 64,
        aliasedNodes: Int = 100_000,
        findings: Int = 1_000
    ) {
        self.bytes = bytes
        self.nodes = nodes
        self.depth = depth
        self.aliasedNodes = aliasedNodes
        self.findings = findings
    }
}
