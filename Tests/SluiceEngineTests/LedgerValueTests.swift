import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// The ledger's own equity beside the vectors of an account's value, and beside the exact rule where two currencies meet.
@Suite struct LedgerValueTests {
    private struct Holding {
        let quantity: Amount
        let average: Amount
        let mark: Amount?
    }

    /// The equity that a ledger comes to when it books everything from fills; an owned holding is paid for beforehand.
    private func equity(cash: Amount, _ holdings: [Holding], rate: Amount) throws -> Double {
        let eur = try #require(Currency(parsing: "EUR"))
        let currencies = CurrencyTable(
            rates: [.init(eur, from: .fixed(rate))], quoted: holdings.map { _ in eur })
        let symbols = holdings.indices.map { "I\($0)" }
        let ledger = OrderLedger(
            Portfolio(count: holdings.count, currencies: currencies),
            OrderNaming(account: "a", pipeline: "p", instruments: symbols), LedgerChanges(symbols: symbols))
        try ledger.open(
            BrokerAccount(
                cash: Money(amount: .zero, currency: .usd), otherCash: [Money(amount: cash, currency: eur)],
                holdings: holdings.map { _ in .zero }))
        for (index, holding) in holdings.enumerated() where !holding.quantity.isZero {
            let side: Side = holding.quantity.isNegative ? .sell : .buy
            _ = try ledger.book(
                BrokerReport(
                    VenueFill(
                        .number(UInt64(index + 1)), of: nil, instrument: index, side: side,
                        quantity: holding.quantity.magnitude, price: holding.average, fee: .zero,
                        time: .distantPast)))
        }
        let bars = holdings.map { $0.mark.map { MarketBar($0.doubleValue, spread: 0) } }
        ledger.mark(MarketFrame.test(bars), at: .distantPast)
        return ledger.portfolio.equity
    }

    private func file() throws -> [[String: Any]] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../Vectors/live-trade/b20_portfolio_equity.json")
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any]
        return try #require(root?["cases"] as? [[String: Any]])
    }

    private func amount(_ value: Any?) -> Amount? { (value as? String).flatMap { Amount(parsing: $0) } }

    @Test(arguments: ["1", "1.0837"])
    func `the equity of each vector is the ledger's, in another currency times its rate`(text: String) throws
    {
        let rate = Amount.test(text)
        var (compared, unknown) = (0, 0)
        for vector in try file() {
            let input = try #require(vector["input"] as? [String: Any])
            let expected = try #require(vector["expected"] as? [String: Any])
            var cash = try #require(amount(input["cash"]))
            var holdings: [Holding] = []
            for position in input["positions"] as? [[String: Any]] ?? [] {
                let holding = Holding(
                    quantity: try #require(amount(position["quantity"])),
                    average: try #require(amount(position["avg"])), mark: amount(position["mark"]))
                // What is owned was paid for; what is a contract was not.
                if position["kind"] as? String == "spot" {
                    cash = try cash.adding(
                        holding.quantity.multiplied(by: holding.average, rounding: .halfEven))
                }
                holdings.append(holding)
            }
            let equity = try equity(cash: cash, holdings, rate: rate)
            guard expected["complete"] as? Bool == true else {
                #expect(equity.isNaN)
                unknown += 1
                continue
            }
            let wanted = try #require(amount(expected["equity"])).doubleValue * rate.doubleValue
            #expect(abs(equity - wanted) <= 1e-9 + 1e-12 * abs(wanted))
            compared += 1
        }
        #expect(compared > 35 && unknown > 3)
    }
}
