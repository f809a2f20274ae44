import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// Expects that the sum of an instrument's returns so far goes on; takes many cycles in one call, and perhaps wrongly.
final class HastyPredictor: StretchPredictor {
    enum Fault: String, SettingChoice {
        case none
        /// Reads each cycle's bars from the place of the first.
        case standsStill = "stands_still"
        /// Leaves the last cycle of a call as it was.
        case stopsEarly = "stops_early"
        /// Counts each call once.
        case remembersCalls = "remembers_calls"
    }

    struct Settings: PluginSettings {
        @Setting(help: "What it does wrong.")
        var fault = Fault.none
    }

    static let manifest = Manifest("hasty", "Expects what has been to go on.")

    private let fault: Fault
    private let sums: ColumnSet
    private var count = 0

    init(settings: Settings, context: StageContext) {
        fault = settings.fault
        sums = ColumnSet(columns: 1, rows: context.axes.instruments.count)
        sums.fill(0)
    }

    func predict(cycles: Int, _ market: MarketFrame, into forecasts: ForecastFrame) {
        count += fault == .remembersCalls ? 1 : cycles
        for index in 0..<sums.rows {
            for cycle in 0..<cycles {
                let place = cycle * sums.rows + index
                let seen = fault == .standsStill ? index : place
                let change = market.close[seen] / market.open[seen] - 1
                if market.isFresh(seen), change.isFinite { sums[0][index] += change }
                if fault == .stopsEarly, cycles > 1, cycle == cycles - 1 { continue }
                for horizon in 0..<forecasts.horizons {
                    forecasts.column(member: 0, horizon: horizon)[place] =
                        market.isFresh(seen) ? sums[0][index] : .nan
                }
            }
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(sums)
        memory.write(count)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: sums)
        count = try memory.int()
    }
}

@Suite struct StretchContractTests {
    private func breaches(_ fault: String) -> [String] {
        var contract = PluginContract()
        contract.cycles = 40
        return contract.breaches(
            of: [HastyPredictor.self], settings: ["predictor.hasty": "fault: \(fault)"])
    }

    @Test func `a predictor that takes many cycles rightly breaks no rule`() {
        #expect(breaches("none") == [])
    }

    @Test(arguments: [
        ("stands_still", "at once differs from it alone"), ("stops_early", "at once differs from it alone"),
        ("remembers_calls", "remembers something else of many cycles at once"),
    ])
    func `one that takes them wrongly is caught`(fault: String, message: String) throws {
        #expect(try #require(breaches(fault).first).contains(message))
    }
}
