import SluiceKit
import SluiceTestKit
import Testing

/// A predictor that passes a feature on, clipped or as it is.
final class FeaturePredictor: Predictor {
    struct Settings: PluginSettings {
        @Setting(help: "The feature.") var feature = "ret_5d"
        @Setting(help: "Whether infinite numbers are passed on.") var raw = false
    }

    static let manifest = Manifest("feature", "Expects what a feature says.")

    private let number: Int
    private let isRaw: Bool

    init(settings: Settings, context: StageContext) throws {
        number = try #require(context.axes.index(ofFeature: settings.feature))
        isRaw = settings.raw
    }

    static func features(_ settings: Settings) -> [String] { [settings.feature] }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let feature = market.features.column(number)
        for horizon in 0..<forecasts.horizons {
            let column = forecasts.column(member: 0, horizon: horizon)
            for index in 0..<column.count {
                let value = feature[index]
                column[index] = isRaw && value.isNaN ? .infinity : value.isFinite ? value : .nan
            }
        }
    }
}

@Suite struct FeatureContractTests {
    private func breaches(_ settings: String) -> [String] {
        var contract = PluginContract()
        contract.cycles = 40
        return contract.breaches(
            of: [FeaturePredictor.self], settings: ["predictor.feature": settings], allocations: nil)
    }

    @Test func `a stage that reads features is driven with them`() {
        #expect(breaches("") == [])
        #expect(breaches("feature: rsi_14") == [])
    }

    @Test func `an infinite number that comes of a feature is caught`() {
        #expect(breaches("raw: true").contains { $0.contains("forecasts an infinite number") })
    }

    @Test func `a market has the features that a test gives it`() {
        let market = MarketFrame.test(
            [MarketBar(100), nil], features: ["rsi_14": [30, .nan], "ret_5d": [0.01, 0.02]])
        #expect(market.features.names == ["ret_5d", "rsi_14"])
        #expect(market.features.index(of: "rsi_14") == 1 && market.features.index(of: "rsi_7") == nil)
        #expect(market.features.column(1)[0] == 30 && market.features.column(0)[1] == 0.02)
        let other = MarketFrame.test(
            [MarketBar(100), nil], features: ["rsi_14": [30, .nan], "ret_5d": [0.01, 0]])
        #expect(market.digest != other.digest)
        other.copy(market)
        #expect(market.digest == other.digest && other.features.column(0)[1] == 0.02)
    }
}
