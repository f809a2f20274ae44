import SluiceKit
import SluiceMarket
import SluiceNumerics

/// The limits of sectors, or of other groups of instruments, and one cycle's review of targets against them.
struct SectorReview {
    /// The sector of each instrument; -1 for none.
    private let sectors: [Int]
    private let maxGross: [Double]
    private let maxNet: [Double]
    private var base: [Double]
    private var added: [Double]
    private var net: [Double]
    private var long: [Double]
    private var short: [Double]
    /// Why a sector's gross, and its net, cut a target.
    private let reasons: (gross: Reason, net: Reason)
    private let watch: LimitWatch

    /// Looks the instruments up, all of which the pipeline has.
    init(
        _ settings: [some InstrumentGroup], instruments: [String],
        reasons: (gross: Reason, net: Reason) = (CheckReasons.sectorLimit, CheckReasons.sectorNet),
        watch: LimitWatch
    ) {
        (self.reasons, self.watch) = (reasons, watch)
        var sectors = Array(repeating: -1, count: instruments.count)
        for (number, sector) in settings.enumerated() {
            for index in sector.instruments.compactMap(instruments.firstIndex(of:)) {
                sectors[index] = number
            }
        }
        self.sectors = sectors
        maxGross = settings.map(\.maxGross.fraction)
        maxNet = settings.map { $0.maxNet?.fraction ?? .infinity }
        base = Array(repeating: 0, count: settings.count)
        (added, net, long, short) = (base, base, base, base)
    }

    /// Warns of each sector whose holdings are near its gross or its net.
    mutating func warn(_ portfolio: Portfolio, _ targets: ApprovedTargetFrame) {
        guard !maxGross.isEmpty, portfolio.equity.isFinite, portfolio.equity > 0 else { return }
        for sector in base.indices { (base[sector], net[sector]) = (0, 0) }
        for index in sectors.indices where sectors[index] >= 0 {
            let weight = portfolio.heldWeight(index)
            base[sectors[index]] += weight.magnitude
            net[sectors[index]] += weight
        }
        for sector in base.indices {
            watch.look(base[sector], limit: maxGross[sector], scale: 100, targets)
            watch.look(net[sector].magnitude, limit: maxNet[sector], scale: 100, targets)
        }
    }

    /// Scales down what targets add to each sector until its gross, then its net, fit.
    mutating func limit(_ changes: ChangeReview) {
        guard !maxGross.isEmpty else { return }
        addUp(changes)
        for index in sectors.indices where sectors[index] >= 0 && changes.targets.weight[index].isFinite {
            let sector = sectors[index]
            let part = WeightChange.part(of: added[sector], fitting: maxGross[sector], used: base[sector])
            guard part < 1 else { continue }
            changes.scale(
                index, by: part, reasons.gross, observed: (base[sector] + added[sector]) * 100,
                limit: maxGross[sector] * 100)
        }
        addUp(changes)
        for index in sectors.indices where sectors[index] >= 0 && changes.targets.weight[index].isFinite {
            let sector = sectors[index]
            guard !(net[sector].magnitude <= maxNet[sector]) else { continue }
            let isLong = !(net[sector] < 0)
            guard isLong == (changes.change(of: index).added > 0) else { continue }
            let side = isLong ? long[sector] : short[sector]
            let part = WeightChange.part(
                of: side, fitting: maxNet[sector], used: net[sector].magnitude - side)
            guard part < 1 else { continue }
            changes.scale(
                index, by: part, reasons.net, observed: net[sector].magnitude * 100,
                limit: maxNet[sector] * 100)
        }
    }

    private mutating func addUp(_ changes: ChangeReview) {
        for sector in base.indices {
            (base[sector], added[sector], net[sector], long[sector], short[sector]) = (0, 0, 0, 0, 0)
        }
        for index in sectors.indices where sectors[index] >= 0 {
            let sector = sectors[index]
            let change = changes.change(of: index)
            base[sector] += change.base.magnitude
            added[sector] += change.added.magnitude
            net[sector] += change.base + change.added
            long[sector] += max(change.added, 0)
            short[sector] += max(-change.added, 0)
        }
    }
}
