public import SluiceMarket

/// The cycle that a stage is called in.
public struct Cycle: Sendable {
    /// The number of the cycle, from 1.
    public package(set) var number: Int
    /// The time of the cycle on the engine's clock; nothing a stage sees is later.
    public package(set) var now: Timestamp
    /// The day of the session the cycle belongs to.
    public package(set) var session: CivilDate
    /// What is held and what it is worth.
    public let portfolio: Portfolio
    /// Whether history drives the clock; nothing that comes out may then depend on what the machine does meanwhile.
    public let isSimulated: Bool

    /// Creates a cycle.
    public init(
        number: Int, now: Timestamp, session: CivilDate, portfolio: Portfolio, isSimulated: Bool = false
    ) {
        (self.number, self.now, self.session, self.portfolio) = (number, now, session, portfolio)
        self.isSimulated = isSimulated
    }
}
