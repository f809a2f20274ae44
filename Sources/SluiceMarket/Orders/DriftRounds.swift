/// Counts reconciliations in a row that found orders which one side did not know of.
public struct DriftRounds: Hashable, Sendable {
    /// How many in a row are too many.
    public let limit: Int
    /// How many there were in a row.
    public private(set) var rounds: Int

    /// Creates a count that has seen `rounds` of them.
    public init(limit: Int = 3, rounds: Int = 0) { (self.limit, self.rounds) = (limit, rounds) }

    /// Takes a round; true when trading has to stop.
    ///
    /// A round that concluded nothing, whose drift is nil, neither counts nor ends the row.
    public mutating func take(drift: Int?) -> Bool {
        if let drift { rounds = drift > 0 ? rounds + 1 : 0 }
        return rounds >= limit
    }
}
