import SluiceMarket
import Testing

@Suite struct SpanTests {
    @Test(
        arguments: [
            ("0s", 0), ("1ns", 1), ("1500ns", 1_500), ("1us", 1_000), ("200ms", 200_000_000),
            ("1.5s", 1_500_000_000), ("0.000000001s", 1), ("60s", 60_000_000_000), ("5m", 300_000_000_000),
            ("1h", 3_600_000_000_000), ("1d", 86_400_000_000_000), ("2w", 1_209_600_000_000_000),
            ("106751d", 9_223_286_400_000_000_000), ("9223372036854775807ns", .max),
            ("007m", 420_000_000_000),
        ] as [(String, Int64)])
    func `reads a number with its unit`(text: String, nanoseconds: Int64) {
        #expect(Span(parsing: text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "5", "m", "s", "-5m", "+5m", "5 m", " 5m", "5m ", "5M", "5min", "1e3s", "1.s", ".5s", "1,5s",
        "1.5ns",
        "0.0000000001s", "106752d", "9223372036854775808ns", "99999999999999999999999999999999999999999d",
        "nans",
        "infs", "1_000ms", "５m", "5ｍ", "0x5s", "--1s", "1..5s", "5mm",
    ])
    func `anything else is nil`(text: String) {
        #expect(Span(parsing: text) == nil)
    }

    @Test(arguments: [
        (Span.zero, "0s"), (.nanoseconds(1), "1ns"), (.microseconds(15), "15us"),
        (.milliseconds(200), "200ms"),
        (.milliseconds(1_000), "1s"), (.seconds(60), "1m"), (.seconds(90), "90s"), (.minutes(90), "90m"),
        (.hours(36), "36h"), (.days(14), "14d"), (.minutes(-5), "-5m"), (.longest, "9223372036854775807ns"),
        (Span(nanoseconds: .min), "-9223372036854775808ns"),
    ])
    func `is written in the largest unit that divides it`(span: Span, text: String) {
        #expect(span.description == text)
    }

    @Test func `what is written reads back`() {
        var dice = Dice(seed: 1)
        for _ in 0..<2_000 {
            let span = Span(nanoseconds: Int64(dice.wide(bits: 63).magnitude))
            #expect(Span(parsing: span.description) == span)
        }
    }

    @Test func `arithmetic stops at the ends`() {
        let shortest = Span(nanoseconds: .min)
        #expect(Span.days(200_000) == .longest)
        #expect(Span.days(-200_000) == shortest)
        #expect(Span.hours(.max) == .longest)
        #expect(Span.seconds(.min) == shortest)
        #expect(Span.longest + .nanoseconds(1) == .longest)
        #expect(shortest - .nanoseconds(1) == shortest)
        #expect(Span.zero - shortest == .longest)
        #expect(shortest * -1 == .longest)
        #expect(Span.minutes(2) + .seconds(30) - .milliseconds(500) == .milliseconds(149_500))
    }

    @Test func `seconds are a Double`() {
        #expect(Span.milliseconds(1_500).seconds == 1.5)
        #expect(Span.minutes(-1).seconds == -60)
    }
}
