import SluiceMarket
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2024-01-02T15:30:00Z", 1_704_209_400_000_000_000),
            ("2024-01-02 15:30:00Z", 1_704_209_400_000_000_000),
            ("2024-01-02t15:30:00z", 1_704_209_400_000_000_000),
            ("2024-01-02T15:30Z", 1_704_209_400_000_000_000),
            ("2024-01-02T10:30:00-05:00", 1_704_209_400_000_000_000),
            ("2024-01-02T21:00:00+05:30", 1_704_209_400_000_000_000),
            ("2024-01-02T10:30-0500", 1_704_209_400_000_000_000),
            ("2024-01-02 16:30:00+01", 1_704_209_400_000_000_000),
            ("2024-01-03T00:00:00+08:30", 1_704_209_400_000_000_000),
            ("2024-01-02T15:30:00.5Z", 1_704_209_400_500_000_000),
            ("2024-01-02T15:30:00.123456789Z", 1_704_209_400_123_456_789),
            ("1969-12-31T23:59:59.75Z", -250_000_000),
            ("1677-09-21T00:12:43.145224192Z", .min), ("2262-04-11T23:47:16.854775807Z", .max),
            ("2000-02-29T23:59:59.999999999Z", 951_868_799_999_999_999),
        ] as [(String, Int64)])
    func `reads ISO 8601`(text: String, nanoseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.nanoseconds == nanoseconds)
        #expect(Timestamp(iso8601: Array(text.utf8).span)?.nanoseconds == nanoseconds)
        #expect(Timestamp(iso8601: "[\(text)]".dropFirst().dropLast())?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "2024-01-02", "2024-01-02T", "2024-01-02T15", "2024-01-02T15:30:00", "2024-01-02T15:30:0Z",
        "2024-01-02T15:3Z", "2024-01-02T24:00:00Z", "2024-01-02T15:60:00Z", "2024-01-02T15:30:60Z",
        "2024-01-02T15:30:00.Z", "2024-01-02T15:30:00.1234567890Z", "2024-01-02T15:30:00,5Z",
        "2024-01-02T15:30:00Z ", "2024-01-02T15:30:00ZZ", "2024-01-02  15:30:00Z", "2024-01-02_15:30:00Z",
        "2024-01-02T15:30:00+", "2024-01-02T15:30:00+5", "2024-01-02T15:30:00+05:",
        "2024-01-02T15:30:00+05:3",
        "2024-01-02T15:30:00+24:00", "2024-01-02T15:30:00+05:60", "2024-01-02T15:30:00+05:300",
        "2024-02-30T00:00:00Z",
        "2024-1-02T15:30:00Z", "0000-01-01T00:00:00Z", "1677-09-21T00:12:43.145224191Z",
        "2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:42Z", "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "2024-01-02T-1:30:00Z", "2024-01-02T15:30:00\u{0}", "２０２４-01-02T15:30:00Z", "1704209400",
        "/:24-01-02T15:30:00Z",
    ])
    func `anything else is nil`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `a text without a zone is local time where a zone is given`() throws {
        func read(_ text: String, in zone: Zone) -> String? {
            Timestamp(iso8601: Array(text.utf8).span, in: zone)?.iso8601
        }
        #expect(read("2024-01-02 09:30:00", in: .newYork) == "2024-01-02T14:30:00Z")
        #expect(read("2024-07-02T09:30", in: .newYork) == "2024-07-02T13:30:00Z")
        #expect(read("2024-07-02T09:30:00.25", in: .utc) == "2024-07-02T09:30:00.250Z")
        #expect(read("2024-07-02T09:30:00Z", in: .newYork) == "2024-07-02T09:30:00Z")
        #expect(read("2024-07-02T09:30:00+09:00", in: .newYork) == "2024-07-02T00:30:00Z")
        #expect(read("2024-07-02", in: .newYork) == nil)
        #expect(read("9999-12-31T23:59:59", in: .newYork) == nil)
        #expect(read("0001-01-01T00:00:00", in: .fixed(offset: 86_399)) == nil)
    }

    @Test(arguments: [
        (Timestamp(seconds: 0), "1970-01-01T00:00:00Z"), (Timestamp(seconds: -1), "1969-12-31T23:59:59Z"),
        (Timestamp(nanoseconds: -1), "1969-12-31T23:59:59.999999999Z"),
        (Timestamp(nanoseconds: 1_500_000_000), "1970-01-01T00:00:01.500Z"),
        (Timestamp(nanoseconds: 1_000), "1970-01-01T00:00:00.000001Z"),
        (.distantPast, "1677-09-21T00:12:43.145224192Z"), (.distantFuture, "2262-04-11T23:47:16.854775807Z"),
    ])
    func `is written as ISO 8601`(moment: Timestamp, text: String) {
        #expect(moment.iso8601 == text)
        #expect("\(moment)" == text)
    }

    @Test func `what is written reads back`() {
        var dice = Dice(seed: 2)
        for _ in 0..<5_000 {
            let moment = Timestamp(nanoseconds: Int64(bitPattern: dice.next()))
            #expect(Timestamp(iso8601: moment.iso8601) == moment)
        }
    }

    @Test func `arithmetic stops at the ends`() {
        #expect(Timestamp(seconds: .max) == .distantFuture)
        #expect(Timestamp(seconds: .min) == .distantPast)
        #expect(Timestamp.distantFuture + .nanoseconds(1) == .distantFuture)
        #expect(Timestamp.distantPast - .nanoseconds(1) == .distantPast)
        #expect(Timestamp.distantFuture.since(.distantPast) == .longest)
        #expect(Timestamp.distantPast.since(.distantFuture) == Span(nanoseconds: .min))
        #expect(Timestamp(seconds: 5).since(Timestamp(seconds: 2)) == .seconds(3))
        #expect(Timestamp(seconds: 5) - .seconds(7) == Timestamp(seconds: -2))
    }

    @Test func `whole seconds round toward the past`() {
        #expect(Timestamp(nanoseconds: -1).seconds == -1)
        #expect(Timestamp(nanoseconds: 1_999_999_999).seconds == 1)
    }
}
