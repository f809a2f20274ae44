/// A plugin's name and what is said about it before its settings.
public struct Manifest: Hashable, Sendable {
    /// How far a plugin's settings may still change.
    public enum Stability: String, Hashable, Sendable {
        case experimental
        case stable
        case deprecated
    }

    /// The name in the pipeline file behind the kind, in snake case.
    public let name: String
    /// What the plugin does, in one sentence.
    public let summary: String
    /// Where the rule or formula comes from.
    public let source: String?
    /// How far its settings may still change.
    public let stability: Stability
    /// Every reason the plugin can give for a block, a reduction or a refusal.
    public let reasons: [Reason]

    /// Creates a manifest.
    public init(
        _ name: String,
        _ summary: String,
        source: String? = nil,
        stability: Stability = .stable,
        reasons: [Reason] = []
    ) {
        (self.name, self.summary, self.source) = (name, summary, source)
        (self.stability, self.reasons) = (stability, reasons)
    }
}
