import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// A value for each horizon that is named.
@Suite struct HorizonTableTests {
    struct Settings: PluginSettings {
        @Setting(in: 0...10, help: "A number for each horizon.") var weights: HorizonTable<Double>
    }

    @Test func `values are read by horizon, in the file's order`() throws {
        let table = try Settings.test("{ weights: { 5d: 2, 15m: 0.5 } }").weights
        #expect(table.horizons == [.test("5d"), .test("15m")])
        #expect(table[.test("15m")] == 0.5 && table[.test("1d")] == nil)
        #expect(table.text == "{ 5d: 2.0, 15m: 0.5 }" || table.text == "{ 5d: 2, 15m: 0.5 }")
        #expect(try Settings.test("{ weights: {} }").weights.entries.isEmpty)
    }

    @Test(arguments: [
        ("", "E0204"), ("{ weights: 3 }", "E0201"), ("{ weights: [1] }", "E0201"),
        ("{ weights: { default: 3 } }", "E0201"), ("{ weights: { soon: 3 } }", "E0201"),
        ("{ weights: { 5d: x } }", "E0201"), ("{ weights: { 5d: 11 } }", "E0205"),
    ])
    func `what is no table is refused`(yaml: String, code: String) {
        #expect(Settings.issues(yaml).map(\.code.id) == [code])
    }
}
