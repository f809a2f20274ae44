import SluiceNumerics

/// How often a horizon was chosen, and what the holdings that were entered for it brought.
struct HorizonShare {
    /// Its number; -1 for holdings whose decision is unknown.
    let horizon: Int
    /// Decisions for it.
    var decisions = 0
    /// Those that the gates let through, in full or in part.
    var open = 0
    /// The mean of what they expected after costs, in basis points and in the direction of their side.
    var expected = Double.nan
    /// What its round trips brought, in the order of their exits.
    var profits: [Double] = []
    /// The mean of the same in basis points of what was paid.
    var profitBps = Double.nan

    var outcome: TradeOutcome { TradeOutcome(profits.span) }
    var profit: Double { profits.reduce(0, +) }

    /// One for each horizon, and one for holdings whose decision is unknown where there are any.
    static func all(_ run: RecordedRun, _ trips: [RoundTrip]) -> [HorizonShare] {
        var shares = run.facts.horizons.indices.map { HorizonShare(horizon: $0) }
        if trips.contains(where: { !shares.indices.contains($0.horizon) }) || shares.isEmpty {
            shares.append(HorizonShare(horizon: -1))
        }
        var sums = Array(repeating: (bps: 0.0, net: 0.0, counted: 0), count: shares.count)
        for trip in trips {
            let place = run.facts.horizons.indices.contains(trip.horizon) ? trip.horizon : shares.count - 1
            shares[place].profits.append(trip.profit)
            sums[place].bps += trip.profitBps
        }
        let (horizons, sides) = (run.integers(.decisions, "horizon"), run.integers(.decisions, "side"))
        let (scales, nets) = (run.numbers(.decisions, "scale"), run.numbers(.decisions, "net"))
        for row in horizons.indices {
            let place = Int(horizons[row])
            guard run.facts.horizons.indices.contains(place) else { continue }
            shares[place].decisions += 1
            if scales[row] > 0 { shares[place].open += 1 }
            guard nets[row].isFinite else { continue }
            sums[place].net += Double(sides[row]) * nets[row]
            sums[place].counted += 1
        }
        for place in shares.indices {
            let (trips, counted) = (shares[place].profits.count, sums[place].counted)
            if trips > 0 { shares[place].profitBps = sums[place].bps / Double(trips) }
            if counted > 0 { shares[place].expected = sums[place].net / Double(counted) }
        }
        return shares
    }
}
