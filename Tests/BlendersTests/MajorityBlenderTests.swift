import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct MajorityBlenderTests {
    @Test func `most of the confidence wins, with its share`() throws {
        // Buy scores 1 + 0.5 of 2.25; its voters forecast 20 and 10.
        #expect(try isClose(votes(MajorityBlender.self, "", [20, 10, -15]), 15 * 1.5 / 2.25))
        #expect(try isClose(votes(MajorityBlender.self, "", [20, 10, .nan]), 15))
        #expect(try isClose(votes(MajorityBlender.self, "{ full_confidence: 10bps }", [20, 10, -15]), 10))
        let heavy = "{ weights: { c: 4, default: 1 } }"
        #expect(try isClose(votes(MajorityBlender.self, heavy, [20, 10, -15]), -15 * 3 / 4.5))
        #expect(
            try isClose(
                votes(MajorityBlender.self, "", [20, 10, -15], learned: [0.1, 0.1, 0.8]), -15 * 0.6 / 0.75))
    }

    @Test func `small forecasts are votes to hold`() throws {
        let band = "{ hold_within: 5bps }"
        #expect(try votes(MajorityBlender.self, band, [1, -1, 6]) == 0)
        #expect(try votes(MajorityBlender.self, band, [1, 30, 30]) > 0)
    }

    @Test func `nobody gives no alpha`() throws {
        #expect(try votes(MajorityBlender.self, "", [.nan, .infinity, -.infinity]).isNaN)
    }
}
