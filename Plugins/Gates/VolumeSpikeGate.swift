import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Blocks a decision while far more trades than usual: news that the forecasts do not know.
///
/// The bar's volume is held against the mean of the `window` fresh bars before it. A volume on its limit passes. While
/// there are fewer than `min_bars`, or a volume is unknown, nothing passes; an old bar is judged as it was when fresh.
final class VolumeSpikeGate: Gate {
    static let unknown = Reason("volume_unknown")
    static let spike = Reason("volume_spike", unit: .number)

    static let manifest = Manifest(
        "volume_spike",
        "Blocks a decision while far more trades than usual.",
        source: "volume / mean volume of the bars before.",
        reasons: [unknown, spike]
    )

    struct Settings: PluginSettings {
        @Setting(in: 1...1_000, help: "Highest volume that lets a decision through, in mean volumes.")
        var maxSpike = 5.0
        @Setting(in: 2...10_000, help: "Bars that the mean volume is taken over.")
        var window = 20
        @Setting(in: 1...10_000, help: "Bars there must be before there is a mean.")
        var minBars = 10

        func check(_ issues: inout [Diagnostic]) {
            if minBars > window { issues.append($minBars.conflict("is above 'window'")) }
        }
    }

    private var volumes: RollingMoments
    /// The last bar's volume in mean volumes of those before it, by instrument; NaN while it is unknown.
    private let ratio: ColumnSet
    private let limit: Double
    private let minBars: Int

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        volumes = try RollingMoments(series: max(count, 1), window: settings.window)
        ratio = ColumnSet(columns: 1, rows: count)
        (limit, minBars) = (settings.maxSpike, settings.minBars)
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count {
            if market.isFresh(index) { take(market.volume[index], index) }
            guard decisions.isOpen(index) else { continue }
            let spike = ratio[0][index]
            if !spike.isFinite {
                decisions.block(index, Self.unknown)
            } else if exceeds(spike, limit) {
                decisions.block(index, Self.spike, observed: spike, limit: limit)
            }
        }
    }

    private func take(_ volume: Double, _ index: Int) {
        let isKnown = volume >= 0 && volume.isFinite
        let hasMean = volumes.count(index) >= minBars && volumes.mean(index) > 0
        ratio[0][index] = isKnown && hasMean ? volume / volumes.mean(index) : .nan
        if isKnown { volumes.push(volume, series: index) }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(volumes.state)
        memory.write(ratio)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard volumes.restore(try memory.doubles()) else {
            throw MemoryMismatch("volumes are of another form")
        }
        try memory.read(into: ratio)
    }
}
