import SluiceMarket
import Testing

@Suite struct FundingBookTests {
    private let first = Timestamp(seconds: 1_700_006_400)

    @Test func `a payment is booked once, and a long position pays at a positive rate`() throws {
        var book = FundingBook()
        func pay(_ instrument: Int, _ time: Timestamp, _ rate: Amount) throws -> Amount {
            try book.book(instrument: instrument, at: time, quantity: "0.94", mark: "41024.51", rate: rate)
        }
        #expect(try pay(0, first, "-0.000699") == "26.9555645406")
        #expect(try pay(0, first, "-0.5") == .zero)
        #expect(try pay(1, first, "0.000699") == "-26.9555645406")
        #expect(book.total.isZero && book.count == 2)
    }

    @Test func `payments survive a restart, and old ones are forgotten`() throws {
        var book = FundingBook()
        book.note(instrument: 0, at: first)
        #expect(try book.book(instrument: 0, at: first, quantity: "1", mark: "1", rate: "1") == .zero)
        book.note(instrument: 0, at: first + .hours(8))
        book.forget(before: first + .seconds(1))
        #expect(book.count == 1)
    }

    @Test func `cash that no amount can hold books nothing`() {
        var book = FundingBook()
        #expect(throws: AmountOverflow.outOfRange) {
            try book.book(instrument: 0, at: first, quantity: .greatest, mark: .greatest, rate: "1")
        }
        #expect(book.count == 0 && book.total.isZero)
    }
}
