import SluiceKit
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct EqualBlenderTests {
    @Test func `equal weights, but for the absent and a learner`() throws {
        let blending = try BlenderCase(EqualBlender.self, instruments: 3)
        let got = try blending([[[4, .nan, .nan]], [[8, -2, .infinity]]])[0]
        #expect(got[0] == 6 && got[1] == -2 && got[2].isNaN)
        #expect(try isClose(blending([[[4, 1, 1]], [[8, 1, 1]]], learned: [0.75, 0.25])[0][0], 5))
    }
}
