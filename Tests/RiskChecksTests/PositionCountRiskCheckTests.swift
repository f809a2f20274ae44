import SluiceKit
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct PositionCountRiskCheckTests {
    private func weights(
        _ yaml: String, held: [Double], wanted: [Double], pending: [Double]? = nil
    ) throws -> Reviewed {
        try RiskCase(held: held, wanted: wanted, pending: pending ?? held.map { _ in 0 }).review(
            PositionCountRiskCheck.test(yaml, in: .risk(held.count)))
    }

    @Test func `the largest new positions are let in while there is room`() throws {
        let got = try weights(
            "max_positions: 2", held: [0.1, 0, 0, 0], wanted: [0.12, 0.03, -0.05, 0.04])
        #expect(got.weight[0] == 0.12 && got.weight[1].isNaN && got.weight[2] == -0.05)
        #expect(got.weight[3].isNaN && got.causes[1].reason == CheckReasons.positionCount)
        #expect(got.causes[1].observed == 4 && got.causes[1].limit == 2)
        let even = try weights("max_positions: 1", held: [0, 0], wanted: [0.1, 0.1])
        #expect(even.weight[0] == 0.1 && even.weight[1].isNaN)
        #expect(try weights("max_positions: 0", held: [0, 0], wanted: [0.1, 0]).weight[0].isNaN)
    }

    @Test func `a closed position makes room, one too many is not sold, one under way counts`() throws {
        #expect(try weights("max_positions: 1", held: [0.1, 0], wanted: [0, 0.1]).weight == [0, 0.1])
        let many = try weights("max_positions: 1", held: [0.1, 0.1, 0], wanted: [0.2, -0.1, 0.1])
        #expect(many.weight[0] == 0.2 && many.weight[1] == -0.1 && many.weight[2].isNaN)
        let open = try weights("max_positions: 1", held: [0, 0], wanted: [.nan, 0.1], pending: [0.1, 0])
        #expect(open.weight[1].isNaN)
    }

    @Test(arguments: ["max_positions: -1", "max_positions: 100001", "max_positions: 2%"])
    func `settings have bounds`(yaml: String) {
        #expect(PositionCountRiskCheck.Settings.issues(yaml).count == 1)
    }
}
