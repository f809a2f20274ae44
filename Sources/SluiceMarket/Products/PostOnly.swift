/// Whether a limit would trade at once instead of waiting in the book.
///
/// A limit to buy crosses at the ask or above, one to sell at the bid or below; equality crosses. Worked number: with a
/// quote of 102.21 to 103.21 a sale at 102.21 crosses, a purchase at 102.21 waits.
public enum PostOnly {
    /// Why an order that must wait in the book is not sent.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// Nobody knows the quote, or it is none: not above zero, or its bid above its ask.
        case noQuote = "no_quote"
        /// It would trade at once.
        case cross = "post_only_cross"
    }

    /// What speaks against a limit; nil where it waits.
    public static func refusal(_ side: Side, limit: Amount, bid: Amount?, ask: Amount?) -> Refusal? {
        guard let bid, let ask, bid > .zero, bid <= ask else { return .noQuote }
        let crosses = side == .buy ? limit >= ask : limit <= bid
        return crosses ? .cross : nil
    }
}
