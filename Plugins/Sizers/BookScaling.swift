import SluiceKit
import SluiceNumerics

/// Shrinks weights until gross, sectors and net are within their limits, and remembers which limit shrank what.
///
/// Each step only makes weights smaller, so that none undoes what the one before reached. Holdings that cannot be
/// traded count, but do not shrink.
struct BookScaling {
    private let gross: GrossScaling
    private let net: Double
    private var sectors: SectorBook
    private let columns: ColumnSet
    private var total = 0.0
    private var imbalance = 0.0

    private enum Binding { static let gross = 1.0, sector = 2.0, net = 3.0 }

    init(gross: GrossScaling, net: Double, sectors: SectorBook) {
        (self.gross, self.net, self.sectors) = (gross, net, sectors)
        columns = ColumnSet(columns: 2, rows: sectors.instruments)
    }

    /// Weights of a gross below this surely stay as they are; 0 where that depends on more.
    var freeGross: Double { sectors.isEmpty && net == .infinity ? gross.limit * (1 - 1e-9) : 0 }

    /// The weight of a holding that is left as it is, by instrument; 0 for none.
    var fixed: Column { columns[0] }
    /// The last limit that shrank a weight, by instrument; 0 for none.
    private var bound: Column { columns[1] }

    /// Scales weights in place; absent ones stay absent.
    ///
    /// `total` is the sum of all without signs, `fixed` ones for those that are absent.
    mutating func scale(_ weights: Column, total: Double) {
        bound.fill(0)
        self.total = total
        let factor = gross.factor(gross: total)
        if factor < 1 {
            for index in 0..<weights.count { shrink(weights, index, factor, Binding.gross) }
        }
        scaleSectors(weights)
        scaleNet(weights)
    }

    /// Which limit shrank a weight, what it would have been without, and the limit; as fractions.
    func binding(_ index: Int) -> (reason: Reason, observed: Double, limit: Double)? {
        switch bound[index] {
        case Binding.gross: return (WeightPlan.grossTarget, total, gross.limit)
        case Binding.sector:
            let (sum, limit) = sectors.sum(index)
            return (WeightPlan.sectorLimit, sum, limit)
        case Binding.net: return (WeightPlan.netLimit, imbalance, net)
        default: return nil
        }
    }

    private func size(_ weights: Column, _ index: Int) -> Double {
        weights[index].isFinite ? weights[index].magnitude : fixed[index].magnitude
    }

    private func shrink(_ weights: Column, _ index: Int, _ factor: Double, _ limit: Double) {
        guard weights[index].isFinite, weights[index] != 0 else { return }
        weights[index] *= factor
        bound[index] = limit
    }

    private mutating func scaleSectors(_ weights: Column) {
        guard !sectors.isEmpty else { return }
        sectors.clear()
        for index in 0..<weights.count { sectors.add(index, size(weights, index)) }
        for index in 0..<weights.count {
            let factor = sectors.factor(index)
            if factor < 1 { shrink(weights, index, factor, Binding.sector) }
        }
    }

    private mutating func scaleNet(_ weights: Column) {
        guard net < .infinity else { return }
        var (sum, heavy) = (0.0, 0.0)
        for index in 0..<weights.count { sum += weights[index].isFinite ? weights[index] : fixed[index] }
        imbalance = sum
        guard sum.magnitude > net else { return }
        for index in 0..<weights.count where weights[index].isFinite && weights[index] * sum > 0 {
            heavy += weights[index].magnitude
        }
        guard heavy > 0 else { return }
        let factor = Swift.max(0, 1 - (sum.magnitude - net) / heavy)
        for index in 0..<weights.count where weights[index] * sum > 0 {
            shrink(weights, index, factor, Binding.net)
        }
    }
}
