import SluiceKit
import SluiceMarket

/// Which sector an instrument is in, and how much of each there may be.
struct SectorBook {
    private let sectors: [Int]
    private let limits: [Double]
    private var sums: [Double]

    /// Looks the instruments up, all of which the pipeline has.
    init(_ settings: [SectorSettings], instruments: [String]) {
        var sectors = Array(repeating: -1, count: instruments.count)
        for (number, sector) in settings.enumerated() {
            for index in sector.instruments.compactMap(instruments.firstIndex(of:)) {
                sectors[index] = number
            }
        }
        self.sectors = sectors
        limits = settings.map(\.maxGross.fraction)
        sums = Array(repeating: 0, count: settings.count)
    }

    /// How many instruments there are.
    var instruments: Int { sectors.count }

    /// Whether there is no sector at all.
    var isEmpty: Bool { limits.isEmpty }

    /// Forgets all sums.
    mutating func clear() { for sector in sums.indices { sums[sector] = 0 } }

    /// Adds the size of an instrument's weight to that of its sector.
    mutating func add(_ index: Int, _ size: Double) {
        if sectors[index] >= 0 { sums[sectors[index]] += size }
    }

    /// What an instrument's weight has to be multiplied by: 1 when its sector is within its limit.
    func factor(_ index: Int) -> Double {
        let sector = sectors[index]
        guard sector >= 0, sums[sector] > limits[sector] else { return 1 }
        return limits[sector] / sums[sector]
    }

    /// What the sector of an instrument adds up to, and its limit.
    func sum(_ index: Int) -> (sum: Double, limit: Double) { (sums[sectors[index]], limits[sectors[index]]) }
}
