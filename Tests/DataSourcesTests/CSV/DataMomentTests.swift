import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct DataMomentTests {
    @Test func `a date is a day of the zone's clocks`() throws {
        let moment = try #require(CSVSettings.test("{ path: x, interval: 1d, start: 2024-07-04 }").start)
        #expect(moment.begin(in: .newYork).iso8601 == "2024-07-04T04:00:00Z")
        #expect(moment.end(in: .newYork).iso8601 == "2024-07-05T04:00:00Z")
        #expect(moment.text == "2024-07-04")
    }

    @Test func `a moment is itself`() throws {
        let yaml = "{ path: x, interval: 1d, end: '2024-07-04T12:00:00-04:00' }"
        let moment = try #require(CSVSettings.test(yaml).end)
        #expect(moment.begin(in: .newYork).iso8601 == "2024-07-04T16:00:00Z")
        #expect(moment.end(in: .newYork) == moment.begin(in: .utc))
        #expect(moment.text == "2024-07-04T16:00:00Z")
    }

    @Test func `a moment of the day that ends is not after it`() throws {
        let yaml = "{ path: x, interval: 1d, start: '2024-07-04T12:00:00Z', end: 2024-07-04 }"
        #expect(CSVSettings.issues(yaml).map(\.description) == [])
    }
}
