import Testing

@testable import Sizers

@Suite struct HierarchicalRiskParitySizerTests {
    @Test(arguments: ["correlation", "columns"])
    func `two branches share by their variance, on their sides`(distance: String) throws {
        let found = try PlayedSizer<HierarchicalRiskParitySizer>.weights(
            "gross_target: 10%, max_weight: 100%, distance: \(distance)", [0.001, 0.002], sides: [-1, 1])
        #expect(near(found, [-0.08, 0.02]))
    }

    @Test func `a cap holds together with the gross target`() throws {
        let found = try PlayedSizer<HierarchicalRiskParitySizer>.weights(
            "gross_target: 10%, max_weight: 6%", [0.001, 0.002])
        #expect(near(found, [0.06, 0.04]))
    }
}
