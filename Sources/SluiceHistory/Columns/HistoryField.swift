import SluiceKit

/// A number of a bar or of its quote.
public enum HistoryField: Int, CaseIterable, Hashable, Sendable {
    /// First price.
    case open
    /// Highest price.
    case high
    /// Lowest price.
    case low
    /// Last price.
    case close
    /// Traded quantity.
    case volume
    /// Best price a buyer offers.
    case bid
    /// Best price a seller asks.
    case ask
    /// Quantity at the bid.
    case bidSize
    /// Quantity at the ask.
    case askSize

    /// Its name in a column file.
    public var name: String { "\(self)" }

    /// Whether it belongs to a quote, which stays shown until another one comes.
    public var isOfQuote: Bool { rawValue >= Self.firstOfQuote }

    /// The first of the fields that belong to a quote; those before it belong to a bar.
    static let firstOfQuote = Self.bid.rawValue

    /// Where a market frame has it.
    func column(of market: MarketFrame) -> Column {
        switch self {
        case .open: market.open
        case .high: market.high
        case .low: market.low
        case .close: market.close
        case .volume: market.volume
        case .bid: market.bid
        case .ask: market.ask
        case .bidSize: market.bidSize
        case .askSize: market.askSize
        }
    }
}
