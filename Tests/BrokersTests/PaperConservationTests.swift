import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// Thousands of random orders on random markets: nothing is lost, nothing exceeds a limit.
@Suite struct PaperConservationTests {
    /// Books every report on its own, as an engine would.
    private struct Ledger {
        var cash: Amount
        var holdings: [Amount]
        var open: [OrderID: (order: ApprovedOrder, remaining: Amount)] = [:]
        var fills = 0
        var cancels = 0

        mutating func book(_ report: BrokerReport, participation: inout [Amount]) throws {
            switch report.event {
            case .accepted, .unknown, .cancelRefused, .charged, .traded: break
            case .rejected: open[report.order] = nil
            case .cancelled, .expired:
                #expect(open.removeValue(forKey: report.order) != nil)
                cancels += 1
            case .filled(let quantity, let price, let fee):
                let entry = try #require(open[report.order])
                let request = entry.order.request
                let value = try price.multiplied(by: quantity, rounding: .halfEven)
                let isBuy = request.side == .buy
                cash = try (isBuy ? cash.subtracting(value) : cash.adding(value)).subtracting(fee)
                let signed = isBuy ? quantity : quantity.negated
                holdings[request.instrument] = try holdings[request.instrument].adding(signed)
                participation[request.instrument] = try participation[request.instrument].adding(quantity)
                let left = try entry.remaining.subtracting(quantity)
                #expect(quantity > .zero)
                #expect(left >= .zero, "an order fills for more than it is")
                if case .limit(let limit) = request.pricing {
                    #expect(isBuy ? price <= limit : price >= limit, "a fill is worse than its limit")
                }
                open[report.order] = left.isZero ? nil : (entry.order, left)
                fills += 1
            }
        }
    }

    @Test(arguments: ["open", "quote"], [true, false])
    func `cash and holdings are what the fills say`(fillAt: String, allowShort: Bool) throws {
        var dice = Dice(seed: fillAt == "open" ? 1 : 2)
        let count = 3
        let yaml = "{ fill_at: \(fillAt), allow_short: \(allowShort), max_participation: 5% }"
        let broker = try PaperBroker.test(yaml, in: .test(instruments: ["A", "B", "C"]))
        let market = MarketFrame(count: count, barMinutes: 1)
        let tape = MarketTape.random(cycles: 1_500)
        let sheet = ReportSheet(capacity: 100)
        var ledger = Ledger(cash: Amount(100_000), holdings: Array(repeating: .zero, count: count))
        var number: UInt64 = 0
        for cycle in 0..<tape.count {
            tape.play(cycle, into: market)
            let now = tape.times[cycle]
            var taken = Array(repeating: Amount.zero, count: count)
            sheet.clear()
            try broker.settle(.test(now: now), market, into: sheet)
            for report in sheet.reports { try ledger.book(report, participation: &taken) }
            for index in 0..<count {
                #expect(
                    taken[index].doubleValue <= max(market.volume[index], 0) * 0.05 || taken[index].isZero)
                if !allowShort { #expect(ledger.holdings[index] >= .zero) }
            }
            #expect(ledger.cash >= .zero)
            sheet.clear()
            if dice.uniform() < 0.1, let id = ledger.open.keys.min() {
                broker.cancel(id, at: now, into: sheet)
            }
            for _ in 0..<3 {
                number += 1
                let order = ApprovedOrder.random(number, &dice, market, at: now)
                ledger.open[order.id] = (order, order.request.quantity)
                broker.submit(order, market, into: sheet)
            }
            for report in sheet.reports { try ledger.book(report, participation: &taken) }
            let account = broker.account()
            #expect(account.cash.amount == ledger.cash)
            #expect(account.holdings == ledger.holdings)
        }
        #expect(ledger.fills > 500)
        #expect(ledger.cancels > 10)
    }

    @Test func `a broker that is remembered goes on as if nothing had happened`() throws {
        let context = StageContext.test(instruments: ["A", "B", "C"])
        let yaml = "max_participation: 5%"
        func run(interrupted: Bool) throws -> [BrokerReport] {
            var dice = Dice(seed: 4)
            var broker = try PaperBroker.test(yaml, in: context)
            let market = MarketFrame(count: 3, barMinutes: 1)
            let tape = MarketTape.random(cycles: 200)
            let sheet = ReportSheet(capacity: 100)
            var all: [BrokerReport] = []
            for cycle in 0..<tape.count {
                tape.play(cycle, into: market)
                sheet.clear()
                try broker.settle(.test(now: tape.times[cycle]), market, into: sheet)
                for number in 0..<2 {
                    let id = UInt64(cycle * 2 + number + 1)
                    broker.submit(.random(id, &dice, market, at: tape.times[cycle]), market, into: sheet)
                }
                all += sheet.reports
                guard interrupted, cycle % 7 == 3 else { continue }
                var writer = MemoryWriter()
                broker.remember(into: &writer)
                broker = try PaperBroker.test(yaml, in: context)
                var reader = MemoryReader(writer.words)
                try broker.recall(from: &reader)
                #expect(reader.isAtEnd)
            }
            return all
        }
        let whole = try run(interrupted: false)
        #expect(try run(interrupted: true) == whole)
        #expect(whole.count > 400)
    }

    @Test func `a memory that is none is refused`() throws {
        let broker = try PaperBroker.test("", in: .test(instruments: ["A"]))
        for words in [
            [], [1, 2, 3], Array(repeating: UInt64.max, count: 60), Array(repeating: 7, count: 60),
        ] {
            var reader = MemoryReader(words.map { UInt64($0) })
            #expect(throws: MemoryMismatch.self) { try broker.recall(from: &reader) }
        }
    }
}

extension MarketTape {
    /// Three instruments with gaps and holes in their bars.
    static func random(cycles: Int) -> MarketTape {
        var builder = MarketBuilder(instruments: ["A", "B", "C"], seed: 9)
        (builder.volatility, builder.gaps, builder.absent) = (0.01, 0.1, 0.02)
        return builder.tape(cycles: cycles)
    }
}

extension ApprovedOrder {
    /// A market or limit order near the market, whole or with decimals.
    static func random(
        _ number: UInt64, _ dice: inout Dice, _ market: MarketFrame, at time: Timestamp
    ) -> ApprovedOrder {
        let index = Int(dice.next() % UInt64(market.count))
        let side: Side = dice.next() % 2 == 0 ? .buy : .sell
        let size = (dice.uniform() * 600).rounded() / (dice.uniform() < 0.5 ? 1 : 8)
        var pricing = OrderPricing.market
        let price = market.close[index] * (1 + dice.normal() / 100)
        if dice.uniform() < 0.4, let limit = Amount(price, rounding: .halfEven) { pricing = .limit(limit) }
        let quantity = Amount(size, rounding: .halfEven) ?? .zero
        return .test(number, side, quantity, of: index, pricing: pricing, at: time)
    }
}
