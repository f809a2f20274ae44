public import SluiceDocument
public import SluiceHistory
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
    /// By the id of a data stage: the history that is played in its place; see ``PlanHistories``.
    public private(set) var histories: [String: HistoryColumns] = [:]
    /// What is worked out of those histories, where runs of them follow one another.
    package private(set) var derived: [String: DerivedHistory] = [:]

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

    /// The same with histories that are played in the place of data stages, by their ids; all other stages read as ever.
    public func playing(_ histories: [String: HistoryColumns]) -> Surroundings {
        var other = self
        other.histories = histories
        return other
    }

    /// The same with what earlier runs have worked out of those histories, by the ids of the data stages; for runs that
    /// keep no memory.
    package func sharing(_ derived: [String: DerivedHistory]) -> Surroundings {
        var other = self
        other.derived = derived
        return other
    }
}
