import SluiceMarket
import Testing

@Suite struct ClockWindowTests {
    @Test(arguments: [
        ("09:30-16:00", "09:30", true), ("09:30-16:00", "16:00", false), ("09:30-16:00", "09:29:59", false),
        ("22:00-06:00", "23:00", true), ("22:00-06:00", "05:59", true), ("22:00-06:00", "06:00", false),
        ("09:00-09:00", "09:00", false), ("00:00-24:00", "23:59:59", true),
        ("09:30-09:30:15", "09:30:14", true),
    ])
    func `a window holds its start and not its end, over midnight too`(
        text: String, time: String, holds: Bool
    ) throws {
        let window = try #require(ClockWindow(parsing: text))
        #expect(window.contains(secondOfDay: try #require(ClockWindow.second(time))) == holds)
        #expect(window.description == text)
    }

    @Test(arguments: [
        "", "09:30", "9:30-16:00", "09:30-16:00-17:00", "09:60-10:00", "24:00-25:00", "24:01-10:00",
        "a:b-c:d",
        "09:30 - 16:00", "09:30–16:00", "-09:30", "09:30:5-10:00", "24:00-10:00",
    ])
    func `what is no window is none`(text: String) { #expect(ClockWindow(parsing: text) == nil) }

    @Test func `seconds that no day has make no window`() {
        #expect(ClockWindow(start: -1, end: 5) == nil)
        #expect(ClockWindow(start: 0, end: 86_401) == nil)
        #expect(ClockWindow(start: 86_400, end: 0) == nil)
    }
}
