import Foundation
import SluiceMarket

// What goes over the wire between the venue and those who trade there, and into the venue's book.

/// An order as a client sends it.
struct SubmitMessage: Codable, Hashable {
    var client: String
    var symbol: String
    var side: Side
    var quantity: Amount
    /// The worst price it may trade at; nil for a market order.
    var limit: Amount?
}

/// An order as the venue has it.
struct OrderMessage: Codable, Hashable {
    enum Standing: String, Codable { case open, filled, cancelled, rejected }

    /// The venue's number of it, from 1.
    let number: Int
    let terms: SubmitMessage
    var filled = Amount.zero
    var standing = Standing.open

    /// What has not traded yet.
    var remaining: Amount { (try? terms.quantity.subtracting(filled)) ?? .zero }
}

/// A trade.
struct FillMessage: Codable, Hashable {
    /// Its place among all trades, from 1; also its name.
    let sequence: Int
    /// The venue's number of the order.
    let order: Int
    let client: String
    let symbol: String
    let side: Side
    let quantity: Amount
    let price: Amount
    let fee: Amount
    /// When, in nanoseconds since 1970.
    let time: Int64

    /// The name by which a repeat is known.
    var name: String { "fill-\(sequence)" }
}

/// Cash and holdings.
struct AccountMessage: Codable, Hashable {
    var cash: Amount
    var holdings: [String: Amount]
}

/// All of an account at one moment.
struct ListingMessage: Codable, Hashable {
    let openOrders: [OrderMessage]
    let fills: [FillMessage]
    let account: AccountMessage
    /// The place of the last trade.
    let last: Int
}

/// How many orders of a life of the trader have come in.
struct LifeMessage: Codable, Hashable { let submissions: Int }

extension Side: Codable {}

extension Amount: Codable {
    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let amount = Amount(parsing: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no amount"))
        }
        self = amount
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
