import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

/// A state folder with what tests write into its ledger.
struct Ledgers {
    static let identity = StateIdentity(
        pipeline: "momentum", mode: .paper, broker: "broker.paper", account: "one")
    static let noon = Timestamp(seconds: 1_704_196_800)

    let folder: TemporaryFolder
    var path: String { "\(folder.path)/state" }

    init(inMemory: Bool = false) throws { folder = try TemporaryFolder(inMemory: inMemory) }

    func open(_ identity: StateIdentity = identity) throws -> StateFolder {
        try StateFolder.open(path, identity)
    }

    func ledger() throws -> LedgerFile { try LedgerFile.open(in: open(), now: Self.noon) }

    static func client(_ number: UInt64) -> ClientOrderID { ClientOrderID(high: 0xABCD << 32, low: number) }

    static func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    static func intent(_ number: UInt64, _ request: OrderRequest) -> OrderIntent {
        OrderIntent(
            client(number), number: number, scheduled: noon, time: noon + .milliseconds(3), symbol: "SPY",
            request: request)
    }

    static func intent(_ number: UInt64) -> OrderIntent {
        intent(number, OrderRequest(instrument: 0, side: .buy, quantity: Amount(10)))
    }

    static func step(_ number: UInt64, _ from: OrderState, _ to: OrderState) -> OrderTransition {
        OrderTransition(client(number), from: from, to: to, time: noon + .seconds(1))
    }

    static func charge(
        _ id: UInt64, _ kind: Charge.Kind, symbol: String? = nil, _ amount: String
    ) -> LedgerCharge? {
        Amount(parsing: amount).map {
            LedgerCharge(.number(id), kind, symbol: symbol, amount: $0, currency: "USD", time: noon)
        }
    }

    static func fill(_ id: UInt64, of order: UInt64, _ quantity: String = "2.5") throws -> LedgerFill {
        LedgerFill(
            .number(id), of: client(order), symbol: "SPY", side: .buy, quantity: try amount(quantity),
            price: try amount("101.25"), fee: try amount("0.01"), feeCurrency: "USD", time: noon + .seconds(2)
        )
    }
}
