import SluiceDocument
import SluiceKit
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct NeutraliseCalibratorTests {
    @Test func `a group's mean is taken out`() throws {
        let groups = "groups: { tech: [I0, I1], default: [] }"
        let values = [1.0, 3, 10, 20, 60]
        #expect(
            try CrossSection.calibrated(NeutraliseCalibrator.self, "{ \(groups) }", values) == [
                -1, 1, -20, -10, 30,
            ])
        let named = try CrossSection.calibrated(
            NeutraliseCalibrator.self, "{ \(groups), others: absent }", values)
        #expect(CrossSection.isClose(named, [-1, 1, .nan, .nan, .nan]))
        let alone = "groups: { tech: [I0, I1], default: [I2] }"
        let small = try CrossSection.calibrated(NeutraliseCalibrator.self, "{ \(alone) }", values)
        #expect(CrossSection.isClose(small, [-1, 1, .nan, -20, 20]))
        let wide = try CrossSection.calibrated(
            NeutraliseCalibrator.self, "{ \(groups), min_group: 3 }", values)
        #expect(CrossSection.isClose(wide, [.nan, .nan, -20, -10, 30]))
        #expect(try CrossSection.calibrated(NeutraliseCalibrator.self, "", [1, 2, 3]) == [-1, 0, 1])
        let scores = try CrossSection.calibrated(
            NeutraliseCalibrator.self, "standardise: true", [10, 10, 30, 30])
        #expect(scores == [-1, -1, 1, 1])
        let absent = try CrossSection.calibrated(NeutraliseCalibrator.self, "", [1, .nan, .infinity, 3])
        #expect(CrossSection.isClose(absent, [-1, .nan, .nan, 1]))
    }

    @Test func `groups that do not fit the universe are refused`() throws {
        for (groups, complaint) in [
            (
                "{ tech: [I0, XYZ], default: [] }",
                "'groups' names 'XYZ', which is no instrument of the pipeline"
            ),
            ("{ tech: [I0], default: [I1, I0] }", "'groups' names 'I0' twice"),
        ] {
            let context = StageContext.test(instruments: ["I0", "I1"])
            let found = NeutraliseCalibrator.issues("groups: \(groups)", in: context)
            #expect(found.map(\.message) == [complaint])
        }
    }

    @Test func `it gives what it takes, or scores`() throws {
        for of in [PortType.scores, .forecasts] {
            let ports = try NeutraliseCalibrator.ports(.test("of: \(of.rawValue)"))
            #expect(ports.gives == of && ports.needs[0].types == [of])
            let scores = try NeutraliseCalibrator.ports(.test("{ of: \(of.rawValue), standardise: true }"))
            #expect(scores.gives == .scores)
        }
    }
}
