/// What of a run is loaded, and how strictly.
public struct RunOptions: Hashable, Sendable {
    /// Whether a model without a checksum is loaded, with a notice, instead of refused.
    public var allowsUnsigned = false
    /// The targets to load; nil for all.
    public var targets: Set<String>?
    /// The families to load; nil for all.
    public var families: Set<String>?
    /// The views to load, such as `CROSS_SECTIONAL`; nil for all.
    public var views: Set<String>?
    /// What evaluates the networks that are not evaluated natively; nil refuses them.
    public var runtime: RuntimeChoice?
    /// How much is taken from outside.
    public var limits = RunLimits()

    /// Creates options that load everything that is signed.
    public init() {}

    func wants(_ place: RunPlace) -> Bool {
        targets.map { $0.contains(place.target) } ?? true
            && families.map { $0.contains(place.family) } ?? true
            && views.map { $0.contains(place.view) } ?? true
    }
}

/// How much a loader takes from outside.
public struct RunLimits: Hashable, Sendable {
    /// Bytes of a model file.
    public var modelBytes = 1 << 30
    /// Bytes of a manifest, of metadata, and of any other JSON beside a model.
    public var metadataBytes = 4 << 20
    /// Names in one folder.
    public var folderEntries = 10_000
    /// Models of one run.
    public var models = 10_000
    /// Features of one model.
    public var features = 100_000

    /// Creates the limits that are used unless others are given.
    public init() {}
}
