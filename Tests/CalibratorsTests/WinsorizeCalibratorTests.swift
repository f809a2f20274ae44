import SluiceKit
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct WinsorizeCalibratorTests {
    @Test func `outliers are pulled in, by quantile or by deviation`() throws {
        let values = [1.0, 100, 2, 3, 4]
        #expect(
            try CrossSection.calibrated(WinsorizeCalibrator.self, "tail: 20%", values) == [2, 4, 2, 3, 4])
        #expect(try CrossSection.calibrated(WinsorizeCalibrator.self, "", values) == values)
        let mad = try CrossSection.calibrated(WinsorizeCalibrator.self, "method: mad", values)
        #expect(CrossSection.isClose(mad, [1, 7.447_806_655_516_806, 2, 3, 4]))
        let tight = try CrossSection.calibrated(
            WinsorizeCalibrator.self, "{ method: mad, deviations: 1 }", values)
        #expect(CrossSection.isClose(tight, [1.517_397_781_494, 4.482_602_218_506, 2, 3, 4]))
        let few = try CrossSection.calibrated(WinsorizeCalibrator.self, "tail: 30%", [1, 2, 3, 400])
        #expect(few == [1, 2, 3, 400])
        let asked = try CrossSection.calibrated(
            WinsorizeCalibrator.self, "{ tail: 30%, min_universe: 4 }", [1, 2, 3, 400])
        #expect(asked == [2, 2, 3, 3])
        let absent = try CrossSection.calibrated(WinsorizeCalibrator.self, "", [1, .nan, .infinity, 2])
        #expect(absent[0] == 1 && absent[1].isNaN && absent[2].isNaN)
    }

    @Test func `it gives what it takes`() throws {
        for of in [PortType.scores, .forecasts] {
            let ports = try WinsorizeCalibrator.ports(.test("of: \(of.rawValue)"))
            #expect(ports.gives == of && ports.needs[0].types == [of])
        }
    }
}
