import SluiceMarket
import Testing

@Suite struct NewYorkCycleTests {
    private let calendar = TradingCalendar.newYork

    private func cycles(after text: String, every period: Span, count: Int) throws -> [String] {
        var moment = try #require(Timestamp(iso8601: text))
        return (0..<count).map { _ in
            moment = calendar.nextCycle(after: moment, every: period)
            return String(moment.iso8601.dropLast(4))
        }
    }

    @Test func `minutes run from one after the open up to the close`() throws {
        #expect(
            try cycles(after: "2024-07-02T19:58:00Z", every: .minutes(1), count: 4)
                == ["2024-07-02T19:59", "2024-07-02T20:00", "2024-07-03T13:31", "2024-07-03T13:32"])
        #expect(
            try cycles(after: "2024-07-03T16:59:59Z", every: .minutes(1), count: 2)
                == ["2024-07-03T17:00", "2024-07-05T13:31"])
        #expect(
            try cycles(after: "2024-07-03T13:30:00Z", every: .minutes(1), count: 1) == ["2024-07-03T13:31"])
    }

    @Test func `a period that does not divide the session ends it at the close`() throws {
        #expect(
            try cycles(after: "2024-01-02T00:00:00Z", every: .minutes(90), count: 6) == [
                "2024-01-02T16:00", "2024-01-02T17:30", "2024-01-02T19:00", "2024-01-02T20:30",
                "2024-01-02T21:00", "2024-01-03T16:00",
            ])
        #expect(
            try cycles(after: "2024-01-02T00:00:00Z", every: .hours(5), count: 3)
                == ["2024-01-02T19:30", "2024-01-02T21:00", "2024-01-03T19:30"])
        #expect(
            try cycles(after: "2024-01-02T00:00:00Z", every: .hours(7), count: 2) == [
                "2024-01-02T21:00", "2024-01-03T21:00",
            ])
        #expect(
            try cycles(after: "2024-01-02T21:00:00Z", every: .hours(36), count: 1) == ["2024-01-03T21:00"])
    }

    @Test func `days are sessions' closes`() throws {
        #expect(
            try cycles(after: "2024-07-01T20:00:00Z", every: .days(1), count: 4)
                == ["2024-07-02T20:00", "2024-07-03T17:00", "2024-07-05T20:00", "2024-07-08T20:00"])
        // The first session is that of 1990-01-02, so the fifth ended on the 8th.
        #expect(
            try cycles(after: "1980-01-01T00:00:00Z", every: .days(5), count: 3)
                == ["1990-01-08T21:00", "1990-01-15T21:00", "1990-01-22T21:00"])
        #expect(try cycles(after: "1990-01-08T21:00:00Z", every: .days(5), count: 1) == ["1990-01-15T21:00"])
        #expect(try cycles(after: "1990-01-08T20:59:59Z", every: .days(5), count: 1) == ["1990-01-08T21:00"])
    }

    @Test(arguments: [
        Span.seconds(60), .seconds(7), .minutes(30), .minutes(37), .hours(2), .days(1), .days(3), .days(21),
    ])
    func `the grid is the same from wherever one looks`(period: Span) throws {
        var dice = Dice(seed: 11)
        let start = try #require(Timestamp(iso8601: "2000-01-01T00:00:00Z"))
        for _ in 0..<2_000 {
            let moment = start + .milliseconds(Int.random(in: 0..<1_000_000_000_000, using: &dice))
            let cycle = calendar.nextCycle(after: moment, every: period)
            #expect(cycle > moment)
            #expect(calendar.nextCycle(after: cycle - .nanoseconds(1), every: period) == cycle)
            let between =
                moment
                + Span(nanoseconds: Int64.random(in: 0..<cycle.since(moment).nanoseconds, using: &dice))
            #expect(calendar.nextCycle(after: between, every: period) == cycle)
            let session = try #require(calendar.session(on: calendar.sessionDate(of: cycle)))
            let passed = cycle.since(session.open).nanoseconds
            #expect(cycle == session.close || (passed > 0 && passed % period.nanoseconds == 0))
        }
    }

    @Test func `each n-th session has a cycle`() throws {
        var moment = Timestamp.distantPast
        var number = 0
        var session = calendar.nextSession(after: moment)
        while let current = session, number < 700 {
            number += 1
            if number.isMultiple(of: 7) {
                moment = calendar.nextCycle(after: moment, every: .days(7))
                #expect(moment == current.close)
            }
            session = calendar.nextSession(after: current.open)
        }
        #expect(number == 700)
    }

    @Test func `a cycle that cannot come is in the distant future`() throws {
        let moment = try #require(Timestamp(iso8601: "2024-01-02T15:00:00Z"))
        for period in [Span.zero, .seconds(-60), .days(-1), Span(nanoseconds: .min), .days(100_000)] {
            #expect(calendar.nextCycle(after: moment, every: period) == .distantFuture)
        }
        #expect(calendar.nextCycle(after: .distantFuture, every: .minutes(1)) == .distantFuture)
        #expect(calendar.nextCycle(after: moment, every: .longest).iso8601 == "2024-01-02T21:00:00Z")
        #expect(
            calendar.nextCycle(after: .distantPast, every: .nanoseconds(1)).iso8601
                == "1990-01-02T14:30:00.000000001Z")
    }
}
