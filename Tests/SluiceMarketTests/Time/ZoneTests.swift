import SluiceMarket
import Testing

@Suite struct ZoneTests {
    private func newYork(_ text: String, _ hour: Int, _ minute: Int) throws -> String {
        let date = try #require(CivilDate(iso8601: text))
        return Zone.newYork.timestamp(of: date, secondOfDay: hour * 3_600 + minute * 60).iso8601
    }

    @Test(arguments: [
        // A time that is skipped is read by the offset before, one shown twice is the first of the two.
        ("2024-03-10", 1, 59, "2024-03-10T06:59:00Z"), ("2024-03-10", 2, 0, "2024-03-10T07:00:00Z"),
        ("2024-03-10", 2, 30, "2024-03-10T07:30:00Z"), ("2024-03-10", 3, 0, "2024-03-10T07:00:00Z"),
        ("2024-11-03", 0, 59, "2024-11-03T04:59:00Z"), ("2024-11-03", 1, 0, "2024-11-03T05:00:00Z"),
        ("2024-11-03", 1, 59, "2024-11-03T05:59:00Z"), ("2024-11-03", 2, 0, "2024-11-03T07:00:00Z"),
        ("1967-04-30", 12, 0, "1967-04-30T16:00:00Z"), ("1967-04-29", 12, 0, "1967-04-29T17:00:00Z"),
        ("1974-01-07", 12, 0, "1974-01-07T16:00:00Z"), ("1975-02-22", 12, 0, "1975-02-22T17:00:00Z"),
        ("1975-02-23", 12, 0, "1975-02-23T16:00:00Z"), ("1986-04-27", 12, 0, "1986-04-27T16:00:00Z"),
        ("1987-04-05", 12, 0, "1987-04-05T16:00:00Z"), ("1987-04-04", 12, 0, "1987-04-04T17:00:00Z"),
        ("2006-10-29", 12, 0, "2006-10-29T17:00:00Z"), ("2007-03-11", 12, 0, "2007-03-11T16:00:00Z"),
        ("2007-11-03", 12, 0, "2007-11-03T16:00:00Z"), ("2007-11-04", 12, 0, "2007-11-04T17:00:00Z"),
        ("2100-07-01", 12, 0, "2100-07-01T16:00:00Z"), ("2200-07-01", 12, 0, "2200-07-01T16:00:00Z"),
        ("2200-12-01", 12, 0, "2200-12-01T17:00:00Z"), ("1950-07-01", 12, 0, "1950-07-01T17:00:00Z"),
    ])
    func `New York's local times`(date: String, hour: Int, minute: Int, expected: String) throws {
        #expect(try newYork(date, hour, minute) == expected)
    }

    @Test func `clocks show what they are set to, but for the hours they skip`() {
        var dice = Dice(seed: 4)
        for _ in 0..<20_000 {
            let moment = Timestamp(seconds: Int64.random(in: -90_000_000...7_000_000_000, using: &dice))
            let (date, second) = Zone.newYork.civil(at: moment)
            let back = Zone.newYork.timestamp(of: date, secondOfDay: second)
            // Only the second of two equal hours does not come back as itself.
            #expect(back == moment || moment.since(back) == .hours(1))
            #expect(Zone.newYork.civil(at: back) == (date, second))
        }
    }

    @Test func `fixed offsets are held within a day`() {
        #expect(Zone.fixed(offset: 19_800).offset(at: 0) == 19_800)
        #expect(Zone.fixed(offset: .max).offset(at: 0) == 86_399)
        #expect(Zone.fixed(offset: .min).offset(at: 0) == -86_399)
        #expect(Zone.utc.civil(at: Timestamp(seconds: -1)) == (CivilDate(daysSinceEpoch: -1), 86_399))
    }
}
