import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// One cycle's forecasts of a member through a calibrator that looks at all instruments together.
enum CrossSection {
    /// What a calibrator makes of one cycle's forecasts of a member.
    static func calibrated<Plugin: Calibrator>(
        _ type: Plugin.Type, _ yaml: String, _ values: [Double]
    ) throws -> [Double] {
        let names = values.indices.map { "I\($0)" }
        let calibrator = try type.test(
            yaml, in: .test(instruments: names, horizons: ["5m"], members: ["one", "two"]))
        let market = MarketFrame.test(names.map { _ in MarketBar(100) })
        let forecasts = ForecastFrame(instruments: values.count, horizons: 1, members: 2)
        let result = ForecastFrame(instruments: values.count, horizons: 1, members: 2)
        for (index, value) in values.enumerated() {
            forecasts.column(member: 0, horizon: 0)[index] = value
            // Members are told apart: the second says the opposite of everything.
            forecasts.column(member: 1, horizon: 0)[index] = -value
        }
        try calibrator.calibrate(.test(), forecasts, market, into: result)
        let (one, two) = (result.column(member: 0, horizon: 0), result.column(member: 1, horizon: 0))
        for index in values.indices where !one[index].isNaN {
            #expect((one[index] + two[index]).magnitude < 1e-9)
        }
        return values.indices.map { one[$0] }
    }

    static func isClose(_ got: [Double], _ want: [Double]) -> Bool {
        got.count == want.count
            && zip(got, want).allSatisfy { $0.isNaN ? $1.isNaN : ($0 - $1).magnitude < 1e-9 }
    }
}
