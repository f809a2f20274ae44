import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct CrossSectionCalibratorTests {
    /// What a calibrator makes of one cycle's forecasts of a member.
    private func calibrated<Plugin: Calibrator>(
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

    private func isClose(_ got: [Double], _ want: [Double]) -> Bool {
        got.count == want.count
            && zip(got, want).allSatisfy { $0.isNaN ? $1.isNaN : ($0 - $1).magnitude < 1e-9 }
    }

    @Test func `ranks become normal scores`() throws {
        let got = try calibrated(RankProbitCalibrator.self, "", [3, 1e9, -5, 4, 4.5])
        #expect(
            isClose(
                got, [-0.524_400_512_708, 1.281_551_565_545, -1.281_551_565_545, 0, 0.524_400_512_708]))
        #expect(try calibrated(RankProbitCalibrator.self, "", [1, 2, 3, .nan, 5]).allSatisfy(\.isNaN))
        let few = try calibrated(RankProbitCalibrator.self, "min_universe: 2", [1, .infinity, 2])
        #expect(isClose(few, [-0.674_489_750_196, .nan, 0.674_489_750_196]))
        let held = try calibrated(RankProbitCalibrator.self, "clip: 0.6", [1, 2, 3, 4, 5])
        #expect(held[0] == -0.6 && held[4] == 0.6)
        let blunt = try calibrated(RankProbitCalibrator.self, "epsilon: 0.3", [1, 2, 3, 4, 5])
        #expect(
            isClose(blunt, [-0.524_400_512_708, -0.524_400_512_708, 0, 0.524_400_512_708, 0.524_400_512_708]))
    }

    @Test func `outliers are pulled in, by quantile or by deviation`() throws {
        let values = [1.0, 100, 2, 3, 4]
        #expect(try calibrated(WinsorizeCalibrator.self, "tail: 20%", values) == [2, 4, 2, 3, 4])
        #expect(try calibrated(WinsorizeCalibrator.self, "", values) == values)
        let mad = try calibrated(WinsorizeCalibrator.self, "method: mad", values)
        #expect(isClose(mad, [1, 7.447_806_655_516_806, 2, 3, 4]))
        let tight = try calibrated(WinsorizeCalibrator.self, "{ method: mad, deviations: 1 }", values)
        #expect(isClose(tight, [1.517_397_781_494, 4.482_602_218_506, 2, 3, 4]))
        let few = try calibrated(WinsorizeCalibrator.self, "tail: 30%", [1, 2, 3, 400])
        #expect(few == [1, 2, 3, 400])
        let asked = try calibrated(
            WinsorizeCalibrator.self, "{ tail: 30%, min_universe: 4 }", [1, 2, 3, 400])
        #expect(asked == [2, 2, 3, 3])
        let absent = try calibrated(WinsorizeCalibrator.self, "", [1, .nan, .infinity, 2])
        #expect(absent[0] == 1 && absent[1].isNaN && absent[2].isNaN)
    }

    @Test func `a group's mean is taken out`() throws {
        let groups = "groups: { tech: [I0, I1], default: [] }"
        let values = [1.0, 3, 10, 20, 60]
        #expect(try calibrated(NeutraliseCalibrator.self, "{ \(groups) }", values) == [-1, 1, -20, -10, 30])
        let named = try calibrated(NeutraliseCalibrator.self, "{ \(groups), others: absent }", values)
        #expect(isClose(named, [-1, 1, .nan, .nan, .nan]))
        let alone = "groups: { tech: [I0, I1], default: [I2] }"
        let small = try calibrated(NeutraliseCalibrator.self, "{ \(alone) }", values)
        #expect(isClose(small, [-1, 1, .nan, -20, 20]))
        let wide = try calibrated(NeutraliseCalibrator.self, "{ \(groups), min_group: 3 }", values)
        #expect(isClose(wide, [.nan, .nan, -20, -10, 30]))
        #expect(try calibrated(NeutraliseCalibrator.self, "", [1, 2, 3]) == [-1, 0, 1])
        let scores = try calibrated(NeutraliseCalibrator.self, "standardise: true", [10, 10, 30, 30])
        #expect(scores == [-1, -1, 1, 1])
        let absent = try calibrated(NeutraliseCalibrator.self, "", [1, .nan, .infinity, 3])
        #expect(isClose(absent, [-1, .nan, .nan, 1]))
    }

    @Test func `groups that do not fit the universe are refused`() throws {
        for (groups, complaint) in [
            (
                "{ tech: [I0, XYZ], default: [] }",
                "'groups' names 'XYZ', which is no instrument of the universe"
            ),
            ("{ tech: [I0], default: [I1, I0] }", "'groups' names 'I0' twice"),
        ] {
            let fault = #expect(throws: GroupFault.self) {
                try calibrated(NeutraliseCalibrator.self, "groups: \(groups)", [1, 2])
            }
            #expect(fault?.description == complaint)
        }
    }

    @Test func `ports follow what is taken`() throws {
        #expect(try RankProbitCalibrator.ports(.test("")).gives == .scores)
        #expect(try RankProbitCalibrator.ports(.test("")).needs[0].types == [.forecasts, .scores])
        for of in [PortType.scores, .forecasts] {
            let winsorize = try WinsorizeCalibrator.ports(.test("of: \(of.rawValue)"))
            #expect(winsorize.gives == of && winsorize.needs[0].types == [of])
            let neutral = try NeutraliseCalibrator.ports(.test("of: \(of.rawValue)"))
            #expect(neutral.gives == of && neutral.needs[0].types == [of])
            let scores = try NeutraliseCalibrator.ports(.test("{ of: \(of.rawValue), standardise: true }"))
            #expect(scores.gives == .scores)
        }
    }
}
