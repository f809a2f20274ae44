import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Knows a part of what the tape of seed 1 will do in the next minute.
final class ForesightPredictor: Predictor {
    static let manifest = Manifest("foresight", "Knows a part of the next minute.")

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Share that it knows.") var skill = 0.5
        @Setting(in: 0...10_000, help: "Bars that it was trained on; 0 for a rule.") var trained = 0
        @Setting(help: "Horizons.") var horizons: [Horizon] = [.test("1m")]
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    private let skill: Double
    private let tape: MarketTape
    private var dice: Dice
    let trainedUntil: Timestamp?

    init(settings: Settings, context: StageContext) {
        (skill, dice) = (settings.skill, context.dice)
        let builder = MarketBuilder(
            instruments: context.axes.instruments, seed: 1, every: context.axes.every,
            calendar: context.axes.calendar)
        tape = builder.tape(cycles: 400)
        trainedUntil = settings.trained > 0 ? tape.times[settings.trained] : nil
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        for horizon in 0..<forecasts.horizons {
            let column = forecasts.column(member: 0, horizon: horizon)
            for index in 0..<column.count {
                let next = tape.bars[min(cycle.number, 399)][index]?.close ?? .nan
                let known = (next / (tape.bars[cycle.number - 1][index]?.close ?? .nan) - 1) * 10_000
                column[index] = skill * known + (1 - skill) * 10 * dice.normal()
            }
        }
    }
}
