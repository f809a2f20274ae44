import SluiceMarket
import Testing

/// Every reader of text, given what nobody would write.
@Suite struct HostileTextTests {
    private static let alphabet = Array("0123456789999..--+:TZ %bpsmhdwunUSDe \u{0}é\u{1F4A5}")

    @Test func `no text is a trap, and what is read is written and read the same`() {
        var dice = Dice(seed: 12)
        var read = 0
        for _ in 0..<20_000 {
            let length = Int.random(in: 0..<7, using: &dice)
            let text = String((0..<length).map { _ in Self.alphabet.randomElement(using: &dice) ?? "0" })
            read += same(Amount(parsing: text), text) { Amount(parsing: $0) }
            read += same(Span(parsing: text), text) { Span(parsing: $0) }
            read += same(Horizon(parsing: text), text) { Horizon(parsing: $0) }
            read += same(BasisPoints(parsing: text), text) { BasisPoints(parsing: $0) }
            read += same(Percent(parsing: text), text) { Percent(parsing: $0) }
            read += same(Money(parsing: text), text) { Money(parsing: $0) }
            read += same(Currency(parsing: text), text) { Currency(parsing: $0) }
            read += same(CivilDate(iso8601: text), text) { CivilDate(iso8601: $0) }
            read += same(Timestamp(iso8601: text), text) { Timestamp(iso8601: $0) }
        }
        #expect(read > 1_000)
    }

    @Test func `no character of a date or a moment can be another`() {
        var dice = Dice(seed: 13)
        var read = 0
        for _ in 0..<20_000 {
            var text = Array("2024-07-02T13:30:00.125-05:30")
            for _ in 0...2 {
                text[Int.random(in: 0..<text.count, using: &dice)] =
                    Self.alphabet.randomElement(using: &dice) ?? "0"
            }
            read += same(Timestamp(iso8601: String(text)), String(text)) { Timestamp(iso8601: $0) }
            read += same(CivilDate(iso8601: String(text.prefix(10))), String(text)) { CivilDate(iso8601: $0) }
        }
        #expect(read > 1_000)
    }

    /// 1 when there is a value, which must read back from its description.
    private func same<Value: Equatable & CustomStringConvertible>(
        _ value: Value?, _ text: String, read: (String) -> Value?
    ) -> Int {
        guard let value else { return 0 }
        #expect(read(value.description) == value, "\(text.debugDescription) was read as \(value)")
        return 1
    }
}
