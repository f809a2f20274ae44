import SluiceKit
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct RankProbitCalibratorTests {
    @Test func `ranks become normal scores`() throws {
        let got = try CrossSection.calibrated(RankProbitCalibrator.self, "", [3, 1e9, -5, 4, 4.5])
        #expect(
            CrossSection.isClose(
                got, [-0.524_400_512_708, 1.281_551_565_545, -1.281_551_565_545, 0, 0.524_400_512_708]))
        #expect(
            try CrossSection.calibrated(RankProbitCalibrator.self, "", [1, 2, 3, .nan, 5]).allSatisfy(\.isNaN)
        )
        let few = try CrossSection.calibrated(
            RankProbitCalibrator.self, "min_universe: 2", [1, .infinity, 2])
        #expect(CrossSection.isClose(few, [-0.674_489_750_196, .nan, 0.674_489_750_196]))
        let held = try CrossSection.calibrated(RankProbitCalibrator.self, "clip: 0.6", [1, 2, 3, 4, 5])
        #expect(held[0] == -0.6 && held[4] == 0.6)
        let blunt = try CrossSection.calibrated(RankProbitCalibrator.self, "epsilon: 0.3", [1, 2, 3, 4, 5])
        #expect(
            CrossSection.isClose(
                blunt, [-0.524_400_512_708, -0.524_400_512_708, 0, 0.524_400_512_708, 0.524_400_512_708]))
    }

    @Test func `it takes forecasts or scores and gives scores`() throws {
        #expect(try RankProbitCalibrator.ports(.test("")).gives == .scores)
        #expect(try RankProbitCalibrator.ports(.test("")).needs[0].types == [.forecasts, .scores])
    }
}
