public import SluiceKit

/// How a pipeline file is to be read.
public struct PipelineOptions: Sendable {
    /// The profile that patches the file; nil for none.
    public var profile: String?
    /// The mode asked for; nil for the first of `modes:` other than `live`.
    public var mode: Mode?
    /// Overrides as `path=value`, the later ones winning.
    public var overrides: [String]
    /// The variables of the environment.
    public var environment: [String: String]
    /// Whether a `RISK_` variable may let more through than the file.
    public var allowsLooserRisk: Bool
    /// Whether a variable of the environment that is not set is an error: when the file runs, not when it is validated.
    public var isStrict: Bool

    /// Creates options.
    public init(
        profile: String? = nil,
        mode: Mode? = nil,
        overrides: [String] = [],
        environment: [String: String] = [:],
        allowsLooserRisk: Bool = false,
        isStrict: Bool = false
    ) {
        (self.profile, self.mode, self.overrides) = (profile, mode, overrides)
        (self.environment, self.isStrict) = (environment, isStrict)
        self.allowsLooserRisk = allowsLooserRisk
    }
}

/// Reads a file of the project whole.
///
/// - Throws: `FileError` when it is missing, lies outside the project, or is too large.
public typealias FileReader = @Sendable (_ path: String) throws(FileError) -> [UInt8]
