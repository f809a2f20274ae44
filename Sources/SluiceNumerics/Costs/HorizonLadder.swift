/// Which of a pipeline's horizons are neighbours: those that stand next to each other on a fixed ladder.
///
/// A pipeline with 5m, 30m and 60m has one pair of neighbours on the usual ladder, 30m and 60m; between 5m and 30m two
/// rungs are missing. A horizon that is on no rung has no neighbours.
public struct HorizonLadder: Equatable, Sendable {
    /// The rungs of the usual ladder.
    public static let usual = ["5m", "10m", "15m", "30m", "60m", "120m", "1d", "5d", "20d"]

    /// The place of each horizon's next longer neighbour; -1 without one.
    public let longer: [Int]
    /// The place of each horizon's next shorter neighbour; -1 without one.
    public let shorter: [Int]

    /// Finds the neighbours of horizons, both they and the rungs given by their minutes.
    public init(minutes rungs: [Double], of horizons: [Double]) throws(InvalidParameter) {
        for minutes in rungs { try require(positive: "a rung", minutes) }
        let sorted = Set(rungs).sorted()
        func neighbour(of minutes: Double, _ step: Int) -> Int {
            guard let rung = sorted.firstIndex(of: minutes), sorted.indices.contains(rung + step) else {
                return -1
            }
            return horizons.firstIndex(of: sorted[rung + step]) ?? -1
        }
        longer = horizons.map { neighbour(of: $0, 1) }
        shorter = horizons.map { neighbour(of: $0, -1) }
    }
}
