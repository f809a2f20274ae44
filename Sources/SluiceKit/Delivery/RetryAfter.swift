public import SluiceMarket

/// The `Retry-After` header of an HTTP answer.
public enum RetryAfter {
    /// How long the server asks to wait, nil when it says nothing that can be understood.
    ///
    /// RFC 9110 has seconds or a date, in three forms; a fraction of seconds, which some servers send, is read too.
    /// A date in the past is no wait. `120` is two minutes; at 08:49:07 `Sun, 06 Nov 1994 08:49:37 GMT` is 30 s.
    public static func parse(_ value: String, now: Timestamp) -> Span? {
        let text = value.drop { $0 == " " || $0 == "\t" }
        guard let first = text.utf8.first else { return nil }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return Timestamp(httpDate: text, now: now).map { max(.zero, $0.since(now)) }
        }
        return seconds(text)
    }

    /// Digits with at most one point among them; a wait past what can be told is the longest.
    private static func seconds(_ text: Substring) -> Span? {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard
            parts.allSatisfy({
                !$0.isEmpty && $0.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            }),
            let seconds = Double(text)
        else { return nil }
        let nanoseconds = (seconds * 1e9).rounded(.up)
        return nanoseconds < 9e18 ? Span(nanoseconds: Int64(nanoseconds)) : .longest
    }
}
