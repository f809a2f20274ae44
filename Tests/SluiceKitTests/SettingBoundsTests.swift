import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct SettingBoundsTests {
    @Test(arguments: [
        "count: 1", "count: 100", "ratio: -1", "ratio: 1", "wait: 1ms", "wait: 1h", "width: 0bps",
        "width: 10%",
        "share: 100%", "ahead: 1m", "ahead: 5d", "cash: 0 USD", "cash: 1000000 USD", "lot: 10",
        "digits: [0, 9]",
        "digits: []", "quantile: 0", "quantile: { 5m: 1, default: 0 }", "limit: 1000bps",
    ])
    func `both ends are within bounds`(yaml: String) {
        #expect(EverySetting.issues(yaml) == [])
    }

    @Test(arguments: [
        ("count: 0", "'count' is 0, outside 1 to 100"), ("count: 101", "'count' is 101, outside 1 to 100"),
        ("ratio: 1.000001", "'ratio' is 1.000001, outside -1 to 1"),
        ("wait: 0ms", "'wait' is 0s, outside 1ms to 1h"), ("wait: 61m", "'wait' is 61m, outside 1ms to 1h"),
        ("width: 1001bps", "'width' is 1001bps, outside 0bps to 1000bps"),
        ("width: -1bps", "'width' is -1bps, outside 0bps to 1000bps"),
        ("share: 101%", "'share' is 101%, outside 0% to 100%"),
        ("ahead: 6d", "'ahead' is 6d, outside 1m to 5d"),
        ("cash: 1000000.01 USD", "'cash' is 1000000.01, outside 0 to 1000000"),
        ("lot: -1", "'lot' is -1, outside 0 to 10"),
        ("digits: [1, 12, 13]", "'digits' is 12, outside 0 to 9"),
        ("quantile: 2", "'quantile' is 2, outside 0 to 1"),
        ("quantile: { 5m: 3, default: 0 }", "'quantile' is 3, outside 0 to 1"),
        ("limit: 2000bps", "'limit' is 2000bps, outside 0bps to 1000bps"),
    ])
    func `what lies outside is named with its bounds`(yaml: String, message: String) {
        let issues = EverySetting.issues(yaml)
        #expect(issues.map(\.code) == [.outOfBounds])
        #expect(issues.map(\.message) == [message])
    }

    @Test func `a declaration carries its bounds in numbers where it has no unit`() throws {
        let declarations = EverySetting.declarations
        let count = try #require(declarations.first { $0.key == "count" })
        #expect(count.bounds?.numbers == 1...100 && count.bounds?.lower == "1")
        let width = try #require(declarations.first { $0.key == "width" })
        #expect(width.bounds?.numbers == nil && width.bounds?.upper == "1000bps")
    }
}
