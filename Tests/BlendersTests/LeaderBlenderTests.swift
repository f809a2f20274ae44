import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct LeaderBlenderTests {
    @Test func `the surest leads, the more agree the more`() throws {
        // The leader's confidence of 1 x (0.7 + 0.3 x 2 / 3), its side forecasts 20 and 10.
        #expect(try isClose(votes(LeaderBlender.self, "", [20, 10, -15]), 15 * 0.9))
        #expect(try isClose(votes(LeaderBlender.self, "", [20, -10, -15]), 20 * 0.8))
        // All agree: mean confidence 0.5 x 1.2.
        #expect(try isClose(votes(LeaderBlender.self, "", [10, 10, 10]), 6))
        #expect(try isClose(votes(LeaderBlender.self, "", [.nan, 100, .nan]), 95))
    }

    @Test func `small forecasts are votes to hold`() throws {
        #expect(try votes(LeaderBlender.self, "{ hold_within: 5bps }", [0, 6, 6]) == 0)
        #expect(try votes(LeaderBlender.self, "", [0, 0, 0]) == 0)
        // Half as large is half as sure.
        #expect(try isClose(votes(LeaderBlender.self, "{ full_confidence: 40bps }", [20, 20, 20]), 12))
    }

    @Test func `nobody of weight gives no alpha`() throws {
        #expect(try votes(LeaderBlender.self, "{ weights: 0 }", [1, 2, 3]).isNaN)
        #expect(throws: UnknownMember.self) {
            try votes(LeaderBlender.self, "{ weights: { d: 1, default: 1 } }", [1, 2, 3])
        }
    }
}
