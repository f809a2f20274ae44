import SluiceKit
import SluiceMarket
import Testing

@testable import DataSources

@Suite struct TimeReaderTests {
    /// The moment that a field says, as an ISO text; a date alone gives the end of its day on 24/7.
    private func read(
        _ texts: [String], format: TimeFormat = .auto, zone: Zone = .utc,
        calendar: TradingCalendar = .alwaysOpen
    ) -> [String] {
        let clock = BarClock(calendar: calendar, interval: .minutes(1), stamp: .end)
        var times = TimeReader(format: format, zone: zone, clock: clock)
        return texts.map { text in
            let bytes = Array((text + ",").utf8) + [UInt8](repeating: 0, count: PlainLine.padding)
            return bytes.withUnsafeBufferPointer { buffer in
                guard let field = buffer.baseAddress else { return "" }
                let (end, cursor) = times.end(field)
                #expect(cursor - field == text.utf8.count, "\(text)")
                return end == BarClock.malformed ? "malformed" : Timestamp(nanoseconds: end).iso8601
            }
        }
    }

    @Test(arguments: [
        ("2024-01-02T15:30:00Z", "2024-01-02T15:30:00Z"), ("2024-01-02 15:30:00", "2024-01-02T15:30:00Z"),
        ("2024-01-02t15:30:00z", "2024-01-02T15:30:00Z"), ("2024-01-02T15:30", "2024-01-02T15:30:00Z"),
        ("2024-01-02T15:30:00.25Z", "2024-01-02T15:30:00.250Z"),
        ("2024-01-02T15:30:00+02:00", "2024-01-02T13:30:00Z"),
        ("2024-01-02 15:30:00-0500", "2024-01-02T20:30:00Z"),
        (" 2024-01-02 15:30:00 ", "2024-01-02T15:30:00Z"),
        ("2024-01-02", "2024-01-03T00:00:00Z"), ("1704209400", "2024-01-02T15:30:00Z"),
        ("1704209400123", "2024-01-02T15:30:00.123Z"), ("1704209400123456", "2024-01-02T15:30:00.123456Z"),
        ("1704209400123456789", "2024-01-02T15:30:00.123456789Z"),
        ("1704209400.5", "2024-01-02T15:30:00.500Z"),
        ("1704209400123.25", "2024-01-02T15:30:00.123250Z"), ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ("-100000000", "1966-10-31T14:13:20Z"), ("2189-12-31T23:59:59Z", "2189-12-31T23:59:59Z"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
    ])
    func `a time is told by its form`(text: String, moment: String) {
        #expect(read([text]) == [moment])
    }

    @Test(arguments: [
        "", "x", "2024", "20240102", "2024-01-32", "2024-02-30T00:00:00Z", "2024-01-02T24:00:00Z",
        "2024-01-02T15:60:00Z", "2024-01-02T15:30:60Z", "2024-01-02T15:30:0aZ", "2024-01-02T15:30:00X",
        "2024-01-02T15:30:00ZZ", "2024-01-02X15:30:00Z", "2024-01-02T15-30-00Z", "99999999", "1e9", "1.2.3",
        "-",
        "1899-12-31T23:59:59", "2190-01-01T00:00:00", "2300-01-01", "1600-01-01", "99999999999999999999",
        "18446744073709551616",
        "2024-01-0215:30:00", "NaN",
    ])
    func `what is no time, or could be anything, is malformed`(text: String) {
        #expect(read([text]) == ["malformed"])
        // A date that is kept makes no difference.
        #expect(read(["2024-01-02T00:00:00Z", text]).last == "malformed")
    }

    @Test(arguments: [
        (TimeFormat.seconds, "86400", "1970-01-02T00:00:00Z"),
        (.milliseconds, "86400000", "1970-01-02T00:00:00Z"),
        (.microseconds, "86400000000", "1970-01-02T00:00:00Z"),
        (.nanoseconds, "86400000000000", "1970-01-02T00:00:00Z"),
        (.nanoseconds, "1.9", "1970-01-01T00:00:00.000000001Z"),
        (.seconds, "20240102", "1970-08-23T06:15:02Z"),
        (.seconds, "2024-01-02", "malformed"), (.seconds, "6942585600", "malformed"),
        (.seconds, "6942585599", "2189-12-31T23:59:59Z"), (.iso8601, "1704209400", "malformed"),
        (.iso8601, "2024-01-02T15:30:00Z", "2024-01-02T15:30:00Z"),
    ])
    func `a form that is named is taken literally`(format: TimeFormat, text: String, moment: String) {
        #expect(read([text], format: format) == [moment])
    }

    @Test func `a time without an offset is of the zone, through the nights when clocks change`() {
        let texts = [
            "2024-03-09 12:00:00", "2024-03-10 01:59:59", "2024-03-10 02:30:00", "2024-03-10 03:00:00",
            "2024-03-10T03:00:00Z", "2024-11-03 00:30:00", "2024-11-03 01:30:00", "2024-11-03 02:30:00",
            "2024-07-01 09:30:00",
        ]
        #expect(
            read(texts, zone: .newYork) == [
                "2024-03-09T17:00:00Z", "2024-03-10T06:59:59Z", "2024-03-10T07:30:00Z",
                "2024-03-10T07:00:00Z",
                "2024-03-10T03:00:00Z", "2024-11-03T04:30:00Z", "2024-11-03T05:30:00Z",
                "2024-11-03T07:30:00Z",
                "2024-07-01T13:30:00Z",
            ])
    }

    @Test func `the quick way and the slow one agree on every minute of a year`() throws {
        var moment = try #require(Timestamp(iso8601: "2024-01-01T00:00:00Z"))
        let end = try #require(Timestamp(iso8601: "2025-01-01T00:00:00Z"))
        var texts: [String] = []
        while moment < end {
            let local = Zone.newYork.civil(at: moment)
            let clock = Timestamp(seconds: Int64(local.secondOfDay)).iso8601.dropFirst(11).dropLast()
            texts.append("\(local.date) \(clock)")
            moment = moment + .minutes(37)
        }
        let slow = texts.map { Timestamp(iso8601: Array($0.utf8).span, in: .newYork)?.iso8601 ?? "" }
        #expect(read(texts, zone: .newYork) == slow)
    }

    @Test func `the quick way with numbers and the slow one agree (seed 6, 2,000 numbers)`() {
        var dice = Dice(seed: 6)
        for _ in 0..<2_000 {
            let digits = Int(dice.next() % 20) + 1
            let text = (0..<digits).map { _ in String(dice.next() % 10) }.joined()
            for format in [TimeFormat.auto, .seconds, .milliseconds, .microseconds, .nanoseconds] {
                let bytes = Array(text.utf8)
                let slow = bytes.withUnsafeBufferPointer { EpochTime.nanoseconds(of: $0, in: format) }
                let line = bytes + [CSVByte.comma] + [UInt8](repeating: 0x39, count: PlainLine.padding)
                line.withUnsafeBufferPointer { buffer in
                    guard var cursor = buffer.baseAddress else { return }
                    let start = cursor
                    let quick = EpochTime.take(&cursor, in: format)
                    #expect(quick == nil || quick == slow, "\(text)")
                    #expect(cursor - start == (quick == nil ? 0 : digits), "\(text)")
                    // What is usual goes the quick way.
                    if 9...18 ~= digits, slow != nil { #expect(quick != nil, "\(text)") }
                }
            }
        }
    }

    @Test func `a date alone needs a session`() {
        let texts = ["2024-01-02", "2024-01-01", "2024-11-29", "2024-01-06", "2024-01-02"]
        #expect(
            read(texts, calendar: .newYork) == [
                "2024-01-02T21:00:00Z", "malformed", "2024-11-29T18:00:00Z", "malformed",
                "2024-01-02T21:00:00Z",
            ])
    }

    /// Times that follow one another, go back, repeat, and change their form and single letters.
    private static func sequence(_ dice: inout Dice) -> [String] {
        var texts: [String] = []
        var second = 1_704_067_200 + Int(dice.next() % 200_000_000)
        let (step, form) = (Int(dice.next() % 3_000) + 1, dice.next() % 7)
        for _ in 0..<40 {
            second += dice.uniform() < 0.9 ? step : -step
            let moment = Timestamp(nanoseconds: Int64(second) * 1_000_000_000)
            var text =
                switch form {
                case 0: "\(second)"
                case 1: "\(second * 1_000)"
                case 2: "\(second * 1_000_000)"
                case 3: "\(second / 10)"
                case 4: moment.iso8601
                case 5: String(moment.iso8601.dropLast())
                default: String(moment.iso8601.prefix(10))
                }
            if dice.uniform() < 0.15 {
                let place = text.index(text.startIndex, offsetBy: Int(dice.next() % UInt64(text.count)))
                let letters = Array("0019-:.TZ x")
                text.replaceSubrange(
                    place...place, with: [letters[Int(dice.next() % UInt64(letters.count))]])
            }
            if dice.uniform() < 0.05 { text = "0" + text }
            if dice.uniform() < 0.05 { text = String(text.dropLast(Int(dice.next() % 4))) }
            texts.append(text)
            if dice.uniform() < 0.3 { texts.append(text) }
        }
        return texts
    }

    @Test(arguments: [TimeFormat.auto, .seconds, .milliseconds, .iso8601])
    func `400 sequences of seed 31 are read as each text alone, whatever was read before`(format: TimeFormat)
    {
        var dice = Dice(seed: 31)
        var good = 0
        for _ in 0..<400 {
            let texts = Self.sequence(&dice)
            let alone = texts.map { read([$0], format: format)[0] }
            #expect(read(texts, format: format) == alone)
            good += alone.count { $0 != "malformed" }
        }
        #expect(good > 3_000)
    }
}
