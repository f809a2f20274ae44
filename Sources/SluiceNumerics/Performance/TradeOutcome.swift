/// What round trips brought, fees included, in the account's currency.
///
/// Worked number: the trips 10, -5, 20, -10, 0 win two of five (40%), have a profit factor of 30 / 15 = 2, a mean win of
/// 15, a mean loss of -7.5, a payoff of 2 and a mean of 3.
public struct TradeOutcome: Equatable, Sendable {
    /// How many trips there were.
    public let count: Int
    /// Trips that brought more than zero.
    public let wins: Int
    /// Trips that brought less than zero.
    public let losses: Int
    /// Wins for all trips; NaN without a trip.
    public let winRate: Double
    /// The sum of wins for the sum of losses; NaN without a loss.
    public let profitFactor: Double
    /// The mean of the wins; NaN without one.
    public let meanWin: Double
    /// The mean of the losses, below zero; NaN without one.
    public let meanLoss: Double
    /// The mean win for the mean loss; NaN where one is missing.
    public let payoff: Double
    /// The mean of all trips (expectancy); NaN without a trip.
    public let mean: Double
    /// The best trip; NaN without one.
    public let best: Double
    /// The worst trip; NaN without one.
    public let worst: Double

    /// Walks the trips once; one that is not finite is left out.
    public init(_ trips: Span<Double>) {
        var (count, wins, losses, gained, lost) = (0, 0, 0, 0.0, 0.0)
        var (best, worst) = (-Double.infinity, Double.infinity)
        for index in trips.indices where trips[index].isFinite {
            let trip = trips[index]
            count += 1
            if trip > 0 { (wins, gained) = (wins + 1, gained + trip) }
            if trip < 0 { (losses, lost) = (losses + 1, lost - trip) }
            (best, worst) = (Swift.max(best, trip), Swift.min(worst, trip))
        }
        (self.count, self.wins, self.losses) = (count, wins, losses)
        winRate = count > 0 ? Double(wins) / Double(count) : .nan
        profitFactor = losses > 0 ? gained / lost : .nan
        meanWin = wins > 0 ? gained / Double(wins) : .nan
        meanLoss = losses > 0 ? -lost / Double(losses) : .nan
        payoff = wins > 0 && losses > 0 ? meanWin / -meanLoss : .nan
        mean = count > 0 ? (gained - lost) / Double(count) : .nan
        (self.best, self.worst) = count > 0 ? (best, worst) : (.nan, .nan)
    }
}
