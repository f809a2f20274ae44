import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// What `broker.paper` says of an order before it is sent.
@Suite struct PaperWhatIfTests {
    private func venue(_ yaml: String = "") throws -> PaperVenue {
        let venue = try PaperVenue(
            "{ cash: 10000 USD, slippage: 0bps, fee: 10bps, max_participation: null\(yaml) }")
        _ = try venue.next([MarketBar(100, spread: 0), MarketBar(50, spread: 0)])
        return venue
    }

    private func answer(
        _ venue: PaperVenue, _ side: Side, _ quantity: Amount, of instrument: Int = 0,
        isReduceOnly: Bool = false
    ) throws -> WhatIf {
        try #require(
            try venue.broker.whatIf(
                OrderRequest(
                    instrument: instrument, side: side, quantity: quantity, isReduceOnly: isReduceOnly),
                venue.market))
    }

    @Test func `an order takes its cost and its fee of a cash account`() throws {
        let venue = try venue()
        #expect(
            try answer(venue, .buy, Amount(50))
                == WhatIf(margin: Amount(5005), available: Amount(10000), commission: Amount(5)))
        #expect(try answer(venue, .buy, Amount(100)).refusal == PaperBroker.insufficientCash)
        _ = venue.send(.buy, Amount(50))
        #expect(try answer(venue, .buy, Amount(20)).margin == Amount(7_007))
        #expect(try answer(venue, .buy, Amount(50)).refusal == PaperBroker.insufficientCash)
    }

    @Test func `a margin account keeps the value of everything over its leverage`() throws {
        let venue = try venue(", leverage: 4")
        #expect(
            try answer(venue, .buy, Amount(200))
                == WhatIf(margin: Amount(5000), available: Amount(9980), commission: Amount(20)))
        #expect(try answer(venue, .buy, Amount(400)).refusal == PaperBroker.insufficientCash)
    }

    @Test func `what only leads toward zero needs nothing`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(50))
        _ = try venue.next([MarketBar(100, spread: 0), MarketBar(50, spread: 0)])
        #expect(try answer(venue, .sell, Amount(50)) == WhatIf(commission: Amount(5)))
        #expect(try answer(venue, .sell, Amount(80), isReduceOnly: true) == WhatIf(commission: Amount(8)))
        #expect(try answer(venue, .buy, Amount(1), isReduceOnly: true).refusal == PaperBroker.notReducing)
    }

    @Test func `what has no quote, no quantity or no instrument is refused`() throws {
        let venue = try venue()
        #expect(try answer(venue, .buy, Amount(0)).refusal == PaperBroker.invalidQuantity)
        #expect(try answer(venue, .buy, Amount(1), of: 7).refusal == PaperBroker.unknownInstrument)
        for column in [venue.market.bid, venue.market.ask] { column[0] = .nan }
        #expect(try answer(venue, .buy, Amount(1)).refusal == PaperBroker.noQuote)
    }

    @Test func `a holding without a price is a veto`() throws {
        let venue = try venue()
        _ = venue.send(.buy, Amount(10), of: 1)
        _ = try venue.next([MarketBar(100, spread: 0), MarketBar(50, spread: 0)])
        for column in [venue.market.bid, venue.market.ask, venue.market.close] { column[1] = .nan }
        #expect(throws: AmountOverflow.self) { try answer(venue, .buy, Amount(1)) }
    }

    /// 300 orders of seed 5: what the answer lets pass is accepted, what it refuses is rejected.
    @Test(arguments: ["", ", leverage: 3"])
    func `the answer is what sending brings, 300 orders of seed 5`(yaml: String) throws {
        let venue = try venue(yaml)
        var dice = Dice(seed: 5)
        var refused = 0
        for _ in 0..<300 {
            let side: Side = dice.uniform() < 0.5 ? .buy : .sell
            let (quantity, index) = (Amount(1 + Int(dice.uniform() * 150)), Int(dice.uniform() * 2))
            let told = try answer(venue, side, quantity, of: index)
            let fits = told.margin.flatMap { margin in told.available.map { margin <= $0 } } ?? true
            let isPassed = told.refusal == nil && fits
            let event = venue.send(side, quantity, of: index)
            #expect((event == .accepted) == isPassed)
            if !isPassed { refused += 1 }
            if dice.uniform() < 0.6 {
                let shift = 1 + (dice.uniform() - 0.5) * 0.02
                _ = try venue.next([MarketBar(100 * shift, spread: 0), MarketBar(50 / shift, spread: 0)])
            }
        }
        #expect((20...280).contains(refused), "\(refused)")
    }
}
