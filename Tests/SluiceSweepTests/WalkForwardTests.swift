import SluiceMarket
import Testing

@testable import SluiceSweep

@Suite struct WalkForwardTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso8601: text)) }

    private func windows(_ text: String, _ first: String, _ last: String) throws -> [String] {
        let walk = try WalkForward(text)
        return walk.windows(in: SweepStretch(try date(first), try date(last))).map { window in
            "\(window.number): \(window.train.first)..\(window.train.last) "
                + "\(window.test.first)..\(window.test.last)"
        }
    }

    @Test func `windows follow one another by the calendar's days`() throws {
        // Counted by hand in a leap year: 90 days from 1 January end on 30 March.
        #expect(
            try windows("train=90d,test=30d", "2020-01-01", "2020-06-30") == [
                "1: 2020-01-01..2020-03-30 2020-03-31..2020-04-29",
                "2: 2020-01-31..2020-04-29 2020-04-30..2020-05-29",
                "3: 2020-03-01..2020-05-29 2020-05-30..2020-06-28",
            ])
        #expect(
            try windows("train=90d,test=30d,step=60d,anchored", "2020-01-01", "2020-06-30") == [
                "1: 2020-01-01..2020-03-30 2020-03-31..2020-04-29",
                "2: 2020-01-01..2020-05-29 2020-05-30..2020-06-28",
            ])
        #expect(try windows("test=1w,train=3w", "2023-02-01", "2023-02-28").count == 1)
        #expect(try windows("test=1w,train=3w", "2023-02-01", "2023-02-27") == [])
    }

    @Test func `no day is judged twice, and none is judged that was chosen on`() throws {
        let walk = try WalkForward("train=20d,test=7d,step=9d")
        let days = SweepStretch(try date("2021-01-01"), try date("2021-12-31"))
        let windows = walk.windows(in: days)
        #expect(windows.count > 30)
        for (window, next) in zip(windows, windows.dropFirst()) {
            #expect(window.test.last < next.test.first)
        }
        for window in windows {
            #expect(window.train.last < window.test.first && window.test.last <= days.last)
            #expect(window.train.last.daysSinceEpoch - window.train.first.daysSinceEpoch == 19)
        }
    }

    @Test(arguments: [
        "", "train=90d", "test=30d", "train=90d,test=30d,step=10d", "train=90d,test=30d,train=9d",
        "train=1.5d,test=1d",
        "train=0d,test=1d", "train=90d,test=30d,anchored,anchored", "train=90,test=30", "train=90d,test=30d,",
    ])
    func `a parting that is none is a usage error`(text: String) {
        let error = #expect(throws: SweepError.self) { try WalkForward(text) }
        #expect(error?.code == .usage)
    }
}
