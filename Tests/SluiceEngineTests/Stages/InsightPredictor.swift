import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Knows the tape's next bars as well as it is told to; the rest of its scores is noise.
final class InsightPredictor: Predictor {
    static let manifest = Manifest("insight", "Mixes what comes with noise.")

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Correlation of its scores with what comes.") var skill = 0.0
        @Setting(in: 1...10_000, help: "Bars of the tape.") var bars = 400
        @Setting(in: 1...100, help: "How many bars it looks ahead.") var ahead = 5
    }

    static func ports(_ settings: Settings) -> Ports { Ports(needs: [.init(.market)], gives: .scores) }
    static func horizons(_ settings: Settings) -> [Horizon] { [.test("\(settings.ahead)m")] }

    private let tape: MarketTape
    private let settings: Settings
    private var dice: Dice

    init(settings: Settings, context: StageContext) {
        let builder = MarketBuilder(
            instruments: context.axes.instruments, every: context.axes.every, calendar: context.axes.calendar)
        tape = builder.tape(cycles: settings.bars)
        (self.settings, dice) = (settings, context.dice)
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let (now, then) = (cycle.number - 1, cycle.number - 1 + settings.ahead)
        let column = forecasts.column(member: 0, horizon: 0)
        let deviation = 0.002 * Double(settings.ahead).squareRoot()
        for index in 0..<column.count {
            let noise = dice.normal()
            guard then < tape.count, let first = tape.bars[now][index], let last = tape.bars[then][index]
            else {
                column[index] = noise
                continue
            }
            let comes = (last.close / first.close - 1) / deviation
            column[index] =
                settings.skill * comes + (1 - settings.skill * settings.skill).squareRoot() * noise
        }
    }
}
