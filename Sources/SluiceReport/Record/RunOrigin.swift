public import SluiceMarket

/// What the engine cannot know of a run: the file it came from, its data, and the program.
public struct RunOrigin: Sendable {
    /// What a data stage has read.
    public struct Data: Hashable, Sendable {
        /// The id of the stage.
        public let stage: String
        /// What tells its content from any other; nil where nobody has made one.
        public let digest: String?
        /// How many rows it gave; nil where nobody counted.
        public let rows: Int?

        /// Names what was read.
        public init(stage: String, digest: String? = nil, rows: Int? = nil) {
            (self.stage, self.digest, self.rows) = (stage, digest, rows)
        }
    }

    /// The version of the program.
    public var version = ""
    /// The effective file: every setting with its value.
    public var pipeline = ""
    /// What tells the effective file from any other.
    public var digest = ""
    /// What the data stages have read.
    public var data: [Data] = []
    /// When the program began to load what the run needs; nil where nobody looked.
    public var started: Timestamp?
    /// The cycles before every stage was warm; nil where nobody counted.
    public var warmUpCycles: Int?
    /// The instrument that the run is compared with; nil where nobody named one.
    public var benchmark: String?
    /// Whether someone stopped the run before its data ended.
    public var isInterrupted = false

    /// Nothing is known.
    public init() {}
}
