import SluiceMarket
import Testing

@Suite struct DayCountTests {
    private func interest(
        _ count: DayCount, _ principal: String, _ rate: String, _ time: Span
    ) throws -> String {
        let (principal, rate) = (
            try #require(Amount(parsing: principal)), try #require(Amount(parsing: rate))
        )
        return try count.interest(on: principal, yearly: rate, over: time).description
    }

    @Test func `the worked number`() throws {
        #expect(try interest(.actual360, "10000", "0.03", .days(1)) == "0.833333333333")
        #expect(try interest(.actual365, "10000", "0.03", .days(1)) == "0.821917808219")
    }

    @Test func `interest has the sign of its factors, and none without time`() throws {
        #expect(try interest(.actual365, "-36500", "0.1", .days(1)) == "-10")
        #expect(try interest(.actual360, "36000", "-0.01", .days(360)) == "-360")
        #expect(try interest(.actual360, "36000", "0.01", .zero) == "0")
    }

    @Test func `what is too large to tell is an error`() {
        #expect(throws: AmountOverflow.self) {
            try DayCount.actual365.interest(on: .greatest, yearly: Amount(2), over: .days(365))
        }
    }

    @Test func `parts of a time accrue what the whole does, seed 3, 500 draws`() throws {
        var state: UInt64 = 3
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        for _ in 0..<500 {
            let principal = Amount(Int(next() % 1_000_000))
            let rate = try #require(Amount(parsing: "0.0\(next() % 1000)"))
            let (first, second) = (Span.seconds(Int(next() % 90_000)), Span.seconds(Int(next() % 90_000)))
            let whole = try DayCount.actual360.interest(on: principal, yearly: rate, over: first + second)
            let parts = try DayCount.actual360.interest(on: principal, yearly: rate, over: first).adding(
                DayCount.actual360.interest(on: principal, yearly: rate, over: second))
            #expect(try whole.subtracting(parts).magnitude <= Amount(units: 1) ?? .zero)
        }
    }
}

@Suite struct PaymentTimesTests {
    private static let midnight = Timestamp(seconds: 1_704_067_200)

    @Test func `the worked number`() throws {
        let times = try #require(PaymentTimes(every: .hours(8)))
        let start = Self.midnight + .hours(8) - .minutes(1)
        #expect(times.count(after: start, through: Self.midnight + .hours(16)) == 2)
        #expect(times.last(through: Self.midnight + .hours(16)) == Self.midnight + .hours(16))
        #expect(times.last(through: Self.midnight + .hours(15)) == Self.midnight + .hours(8))
    }

    @Test func `a moment counts once, whatever is asked after it`() throws {
        let times = try #require(PaymentTimes(every: .hours(8)))
        let due = Self.midnight + .hours(8)
        #expect(times.count(after: due - .nanoseconds(1), through: due) == 1)
        #expect(times.count(after: due, through: due + .hours(8) - .nanoseconds(1)) == 0)
        #expect(times.count(after: due, through: due) == 0)
        #expect(times.count(after: due, through: Self.midnight) == 0)
    }

    @Test func `moments before 1970 and a distance of nothing`() throws {
        let times = try #require(PaymentTimes(every: .hours(8)))
        let before = Timestamp(nanoseconds: -1)
        #expect(times.count(after: before, through: Timestamp(nanoseconds: 0)) == 1)
        #expect(times.last(through: before) == Timestamp(nanoseconds: 0) - .hours(8))
        #expect(PaymentTimes(every: .zero) == nil)
    }
}
