import SluiceDocument
import SluiceKit
import SluiceMarket

/// Brings bars and quotes that dice make: geometric Brownian motion with jumps and a common factor.
///
/// Bars end at the cycles of the pipeline. On a simulated clock `nextBar` is the end of the next bar; on the wall
/// clock it is `distantFuture`, and bars end at the cycles from the start of the run on.
final class SimulatedBars: DataSource {
    static let manifest = Manifest(
        "simulated", "Brings bars and quotes made by seeded dice: correlated prices with jumps.",
        source: "Merton, Option pricing when underlying stock returns are discontinuous, 1976")

    typealias Settings = SimulatedSettings

    private let settings: Settings
    private let axes: Axes
    private let clock: any StageClock
    private let paths: UnsafeMutableBufferPointer<PricePath>
    private var factor: Dice
    private var plan: StepPlan
    /// By step: the common factor of the bar at hand.
    private var factors: [Double]
    /// The end of the last bar that was made, or where the first one begins.
    private var last: Timestamp
    private let end: Timestamp
    private var barsLeft: Int
    /// What the frame shows: open, high, low, close, volume, bid, ask and the sizes at both.
    private let shown: ColumnSet
    private var shownTime = Timestamp.distantPast

    init(settings: Settings, context: StageContext) throws {
        self.settings = settings
        (axes, clock) = (context.axes, context.clock)
        let zone = context.axes.calendar.zone
        let seed = UInt64(settings.seed)
        paths = .allocate(capacity: context.axes.instruments.count)
        for (index, symbol) in context.axes.instruments.enumerated() {
            paths.initializeElement(
                at: index, to: PricePath(seed: seed, symbol: symbol, price: settings.price))
        }
        // No symbol has a line break, so no instrument throws the same dice.
        factor = Dice(seed: seed, stage: "\ncommon factor")
        plan = StepPlan(settings, calendar: context.axes.calendar)
        factors = Array(repeating: 0, count: settings.steps)
        last = settings.start.begin(in: zone)
        end = settings.end?.end(in: zone) ?? .distantFuture
        barsLeft = settings.bars ?? (settings.end == nil && settings.clock == .simulated ? 1_000 : .max)
        shown = ColumnSet(columns: 9, rows: context.axes.instruments.count)
    }

    deinit { paths.deallocate() }

    func start() throws {
        if settings.clock == .wall, shownTime == .distantPast { last = clock.now }
    }

    func nextBar() throws -> Timestamp? {
        settings.clock == .wall ? .distantFuture : nextStretch()?.end
    }

    func advance(to now: Timestamp, into market: MarketFrame) throws {
        var isFirst = true
        while let bar = nextStretch(), bar.end <= now {
            plan.plan(bar)
            for index in factors.indices { factors[index] = factor.normal() }
            for index in paths.indices { addBar(index, isFirst: isFirst) }
            (last, isFirst) = (bar.end, false)
            barsLeft -= 1
        }
        if !isFirst { shownTime = last }
        show(in: market, isFresh: !isFirst)
    }

    private func nextStretch() -> BarStretch? {
        guard barsLeft > 0,
            let bar = BarStretch(after: last, every: axes.every, calendar: axes.calendar), bar.end <= end
        else { return nil }
        return bar
    }

    /// Makes the next bar of an instrument and folds it into what is shown of this cycle.
    private func addBar(_ index: Int, isFirst: Bool) {
        var path = paths[index]
        let open = path.price
        var (high, low) = (open, open)
        for (step, factor) in zip(plan.steps, factors) {
            path.step(step, factor: factor)
            (high, low) = (max(high, path.price), min(low, path.price))
        }
        let close = path.price
        let volume = path.around(plan.volume, noise: 0.4)
        let half = path.around(settings.spread.fraction, noise: 0.3) / 2
        if isFirst { shown[0][index] = open }
        shown[1][index] = isFirst ? high : max(shown[1][index], high)
        shown[2][index] = isFirst ? low : min(shown[2][index], low)
        shown[3][index] = close
        shown[4][index] = isFirst ? volume : shown[4][index] + volume
        shown[5][index] = close * (1 - half)
        shown[6][index] = close * (1 + half)
        shown[7][index] = path.around(settings.quoteSize, noise: 0.5)
        shown[8][index] = path.around(settings.quoteSize, noise: 0.5)
        paths[index] = path
    }

    private func show(in market: MarketFrame, isFresh: Bool) {
        market.open.copy(shown[0])
        market.high.copy(shown[1])
        market.low.copy(shown[2])
        market.close.copy(shown[3])
        market.volume.copy(shown[4])
        market.bid.copy(shown[5])
        market.ask.copy(shown[6])
        market.bidSize.copy(shown[7])
        market.askSize.copy(shown[8])
        market.fresh.fill(isFresh ? 1 : 0)
        for index in 0..<market.count {
            market.barTime[index] = shownTime
            market.quoteTime[index] = shownTime
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(last)
        memory.write(shownTime)
        memory.write(barsLeft)
        memory.write(shown)
        factor.remember(into: &memory)
        for path in paths { path.remember(into: &memory) }
    }

    func recall(from memory: inout MemoryReader) throws {
        last = try memory.timestamp()
        shownTime = try memory.timestamp()
        barsLeft = try memory.int()
        try memory.read(into: shown)
        try factor.recall(from: &memory)
        for index in paths.indices { try paths[index].recall(from: &memory) }
    }

    var remarks: [String] { ["prices are simulated, seed \(settings.seed)"] }
}
