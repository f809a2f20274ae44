import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct EventsGateTests {
    private static let csv = """
        time,kind,instrument,note
        2024-01-02T16:00:00Z,earnings,A,"after the close"
        2024-01-02T18:00:00-05:00,news,*,
        2024-01-05,holiday,B,
        2024-01-02T16:00:00Z,earnings,ZZZ,not traded
        """

    private static let yaml = """
        # Events.
        ---
        - { time: 2024-01-02T16:00:00Z, instrument: A, kind: earnings }
        - time: "2024-01-02T18:00:00-05:00"   # evening
          instrument: '*'
          kind: news
        -
          time: 2024-01-05
          instrument: B
          kind: holiday
        """

    private func gate(
        _ settings: String = "", _ file: String = csv, name: String = "e.csv"
    ) throws -> EventsGate {
        let yaml = "{ path: \(name)\(settings.isEmpty ? "" : ", ")\(settings) }"
        return try EventsGate.test(
            yaml, in: .letters(2, files: MemoryFiles(bytes: [name: Array(file.utf8)])))
    }

    private func words(_ gate: EventsGate, _ time: String) throws -> [String] {
        try gate.words(of: [1, -1], in: .test([MarketBar(100), MarketBar(100)]), at: .test(time))
    }

    @Test(arguments: [("e.csv", csv), ("e.yaml", yaml)])
    func `both forms block round their events`(name: String, file: String) throws {
        let gate = try gate("", file, name: name)
        #expect(gate.remarks == ["3 events in the calendar"])
        for (time, expected) in [
            ("2024-01-02T15:44:59Z", ["", ""]), ("2024-01-02T15:45:00Z", ["event_blackout", ""]),
            ("2024-01-02T16:15:00Z", ["event_blackout", ""]), ("2024-01-02T16:15:01Z", ["", ""]),
            ("2024-01-02T22:49:59Z", ["", ""]),
            ("2024-01-02T22:50:00Z", ["event_blackout", "event_blackout"]),
            ("2024-01-02T23:10:00Z", ["event_blackout", "event_blackout"]),
            ("2024-01-02T23:10:01Z", ["", ""]),
            // A day by the market's clocks, five hours behind UTC, and a quarter of an hour on either side.
            ("2024-01-05T04:44:59Z", ["", ""]), ("2024-01-05T04:45:00Z", ["", "event_blackout"]),
            ("2024-01-05T18:00:00Z", ["", "event_blackout"]), ("2024-01-06T05:15:00Z", ["", ""]),
        ] {
            #expect(try words(gate, time) == expected, "\(time)")
        }
    }

    @Test func `it says how far the event is`() throws {
        let left = try gate().left(
            of: [1, 1], in: .test([MarketBar(100), MarketBar(100)]), at: .test("2024-01-02T15:50:00Z"))
        #expect(left[0].observed == -600_000 && left[0].limit == 900_000)
    }

    @Test func `blackouts are by kind, and kinds can be chosen`() throws {
        let long = try gate("before: { earnings: 2h, default: 0s }, after: { earnings: 1m, default: 0s }")
        #expect(try words(long, "2024-01-02T14:00:00Z") == ["event_blackout", ""])
        #expect(try words(long, "2024-01-02T16:01:01Z") == ["", ""])
        #expect(try words(long, "2024-01-02T22:59:59Z") == ["", ""])
        let news = try gate("kinds: [news]")
        #expect(news.remarks == ["1 events in the calendar"])
        #expect(try words(news, "2024-01-02T16:00:00Z") == ["", ""])
    }

    @Test(arguments: [
        ("e.csv", "time,kind\n"), ("e.csv", ""), ("e.csv", "time,kind,instrument\n2024-01-02,news\n"),
        ("e.csv", "time,kind,instrument\nsoon,news,A\n"),
        ("e.csv", "time,kind,instrument\n2024-01-02T10:00:00,news,A\n"),
        ("e.csv", "time,kind,instrument\n2024-01-02,,A\n"), ("e.yaml", "- { time: 2024-01-02, kind: news }"),
        ("e.yaml", "time: 2024-01-02"), ("e.yaml", "- { time: 2024-01-02"), ("e.yaml", "- news"),
        ("e.yaml", "- { kind: a, kind: b, time: 2024-01-02, instrument: A }"),
    ])
    func `a file that cannot be read whole is an error with its line`(name: String, file: String) {
        #expect(throws: EventFileError.self) { try gate("", file, name: name) }
    }

    @Test func `a file that is not there is an error`() {
        #expect(throws: FileError.self) { try EventsGate.test("path: none.csv") }
        #expect(throws: FileError.self) {
            try EventsGate.test(
                "path: e.csv", in: .letters(1, files: MemoryFiles(bytes: ["e.csv": [0xFF, 0xFE]])))
        }
    }

    @Test func `an empty calendar blocks nothing`() throws {
        #expect(try words(gate("", "time,kind,instrument\n"), "2024-01-02T16:00:00Z") == ["", ""])
        #expect(try words(gate("", "", name: "e.yaml"), "2024-01-02T16:00:00Z") == ["", ""])
    }

    @Test(arguments: ["", "{ path: e.csv, before: 31d }", "{ path: e.csv, after: -1s }"])
    func `settings have bounds`(yaml: String) { #expect(!EventsGate.issues(yaml).isEmpty) }
}
