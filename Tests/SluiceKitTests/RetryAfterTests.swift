import SluiceKit
import SluiceMarket
import Testing

@Suite struct RetryAfterTests {
    /// 1994-11-06T08:49:07Z, half a minute before RFC 9110's example.
    let now = Timestamp(seconds: 784_111_747)

    @Test(arguments: [
        ("0", 0), ("2", 2_000), (" 120", 120_000), ("2.5", 2_500), ("0.0000000001", 0), ("007", 7_000),
    ])
    func `seconds are read`(text: String, milliseconds: Int) throws {
        let wait = try #require(RetryAfter.parse(text, now: now))
        #expect(wait >= .milliseconds(milliseconds))
        #expect(wait < .milliseconds(milliseconds + 1))
    }

    @Test func `a wait past all bounds is the longest`() {
        #expect(RetryAfter.parse("99999999999999999999999", now: now) == .longest)
        #expect(RetryAfter.parse(String(repeating: "9", count: 1_000), now: now) == .longest)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 30), ("Sunday, 06-Nov-94 08:49:37 GMT", 30),
        ("Sun Nov  6 08:49:37 1994", 30), ("Mon, 07 Nov 1994 08:49:07 GMT", 86_400),
        ("Sun, 06 Nov 1994 08:49:06 GMT", 0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Friday, 06-Nov-70 08:49:37 GMT", 0), ("Sunday, 06-Nov-44 08:49:07 GMT", 1_577_923_200),
        ("Thu, 29 Feb 1996 08:49:07 GMT", 41_472_000), ("Sat, 31 Dec 1994 23:59:60 GMT", 4_806_653),
    ])
    func `dates are read in the three forms of HTTP`(text: String, seconds: Int) {
        #expect(RetryAfter.parse(text, now: now) == .seconds(seconds))
    }

    @Test(arguments: [
        "", " ", "soon", "-1", "+1", "1e3", "1.", ".5", "1.2.3", "0x10", "inf", "nan", "2 s", "12,5",
        "\u{663}",
        "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 94999 08:49:37 GMT",
        "Sun, 06 Brumaire 1994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    ])
    func `anything else is not understood`(text: String) {
        #expect(RetryAfter.parse(text, now: now) == nil)
    }
}
