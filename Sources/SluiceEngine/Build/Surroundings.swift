public import SluiceDocument
public import SluiceKit

/// What a run meets the world with: everything a stage may reach comes from here.
public struct Surroundings: Sendable {
    /// Files of the project.
    public let files: any FileAccess
    /// The way out to the network.
    public let transport: any Transport
    /// The values of secrets.
    public let secrets: any SecretSource
    /// Takes the lines that stages write for people.
    public let log: any StageLog
    /// Takes what stages find in their input.
    public let report: @Sendable (Diagnostic) -> Void

    /// Creates surroundings.
    public init(
        files: any FileAccess,
        transport: any Transport,
        secrets: any SecretSource,
        log: any StageLog,
        report: @escaping @Sendable (Diagnostic) -> Void
    ) {
        (self.files, self.transport, self.secrets, self.log) = (files, transport, secrets, log)
        self.report = report
    }
}
