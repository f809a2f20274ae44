import Testing

@testable import Sizers

@Suite struct RiskParitySizerTests {
    private func weights(_ yaml: String, sides: [Double] = []) throws -> [Double] {
        try PlayedSizer<RiskParitySizer>.weights(yaml, [0.001, 0.002], sides: sides)
    }

    @Test func `twice the deviation has half the weight, on its side`() throws {
        #expect(near(try weights("gross_target: 30%, max_weight: 100%"), [0.2, 0.1]))
        #expect(near(try weights("gross_target: 30%, max_weight: 100%", sides: [1, -1]), [0.2, -0.1]))
    }

    @Test func `a cap holds together with the gross target`() throws {
        #expect(near(try weights("gross_target: 30%, max_weight: 16%"), [0.16, 0.14]))
        #expect(near(try weights("gross_target: 30%, max_weight: 5%"), [0.05, 0.05]))
    }
}
