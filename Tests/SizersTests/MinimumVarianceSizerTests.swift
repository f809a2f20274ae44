import Testing

@testable import Sizers

@Suite struct MinimumVarianceSizerTests {
    private func weights(_ yaml: String, sides: [Double] = []) throws -> [Double] {
        try PlayedSizer<MinimumVarianceSizer>.weights(yaml, [0.001, 0.002], sides: sides)
    }

    @Test func `twice the deviation has a quarter of the weight, on its side`() throws {
        #expect(near(try weights("gross_target: 10%, max_weight: 100%"), [0.08, 0.02]))
        #expect(near(try weights("gross_target: 10%, max_weight: 100%", sides: [-1, 1]), [-0.08, 0.02]))
    }

    @Test func `a cap holds together with the gross target`() throws {
        #expect(near(try weights("gross_target: 10%, max_weight: 6%"), [0.06, 0.04]))
        #expect(near(try weights("gross_target: 10%, max_weight: 2%"), [0.02, 0.02]))
    }
}
