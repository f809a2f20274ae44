import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// Exposure, leverage, margin, steps, slippage and the venue's own view, with numbers that are sound.
@Suite struct ExposureTests {
    /// Rates of margin for two instruments.
    private final class Rates: MarginTerms {
        func initialMargin(of instrument: Int, at moment: Timestamp) -> Double {
            instrument == 0 ? 0.5 : .nan
        }
    }

    private func word(
        _ side: Side, _ quantity: Double, of instrument: Int = 0, _ portfolio: Portfolio,
        pricing: OrderPricing = .market, products: [ProductRules] = [], terms: (any MarginTerms)? = nil,
        whatIf: String? = nil, _ set: (inout OrderSettings) -> Void = { _ in }
    ) throws -> String? {
        var settings = OrderSettings()
        set(&settings)
        let market = MarketFrame.test([
            MarketBar(100, volume: 1_000, spread: 8), MarketBar(100, volume: 1_000, spread: 8),
        ])
        let exposure = ExposureLimits(settings, terms, instruments: 2)
        exposure?.begin(portfolio, market, at: ManualClock.start)
        let targets = ApprovedTargetFrame(count: 2)
        for index in 0..<2 { targets.weight[index] = side == .buy ? 100 : -100 }
        let broker = try whatIf.map { try AnswerBroker.test("what_if: \($0)", in: .test()) }
        let check = PreTradeCheck(
            maxAge: .minutes(1), settings: settings, products: ProductBook(products), exposure: exposure,
            whatIf: broker.map { WhatIfCheck($0) })
        let quantity = try #require(Amount(quantity, rounding: .halfEven))
        let request = OrderRequest(instrument: instrument, side: side, quantity: quantity, pricing: pricing)
        return check.refusal(
            of: CheckedOrder(
                request: request, cycle: .test(portfolio: portfolio), targets: targets, market: market,
                standing: .open),
            SessionLimits(settings, instruments: 2)
        )?.text
    }

    /// An account worth 10,000 that holds 20 of one instrument at 100.
    private var holding: PortfolioBuilder {
        PortfolioBuilder(instruments: 2, cash: 8_000).holding(20, of: 0, at: 100)
    }

    @Test func `a limit is broken strictly above it`() throws {
        let portfolio = holding.build()
        #expect(try word(.buy, 30, portfolio) { $0.maxGross = 50 } == nil)
        #expect(try word(.buy, 31, portfolio) { $0.maxGross = 50 } == "total_exposure 51% (limit 50%)")
        #expect(try word(.buy, 31, of: 1, portfolio) { $0.maxGross = 50 } == "total_exposure 51% (limit 50%)")
        #expect(try word(.buy, 31, portfolio) { $0.maxLeverage = 0.5 } == "symbol_leverage 0.51 (limit 0.5)")
        #expect(
            try word(.buy, 31, of: 1, portfolio) { $0.maxLeverage = 0.5 } == "max_leverage 0.51 (limit 0.5)")
        #expect(try word(.buy, 31, of: 1, portfolio) { $0.maxNet = 50 } == "net_exposure 51% (limit 50%)")
        #expect(try word(.sell, 51, of: 1, portfolio) { $0.maxNet = 50 } == nil)
        #expect(
            try word(.buy, 31, portfolio) { $0.initialMargin = 200 } == "initial_margin 102% (limit 100%)")
    }

    @Test func `open orders count at their worst, those of unknown fate as well`() throws {
        for isUnknown in [false, true] {
            let open = holding.openOrder(.buy, 20, of: 1, isUnknown: isUnknown).build()
            #expect(try word(.buy, 10, open) { $0.maxGross = 50 } == nil)
            #expect(try word(.buy, 11, open) { $0.maxGross = 50 } == "total_exposure 51% (limit 50%)")
        }
        // The sale may not trade, so it frees nothing for the other instrument.
        let selling = holding.openOrder(.sell, 20, of: 0).build()
        #expect(try word(.buy, 31, of: 1, selling) { $0.maxGross = 50 } == "total_exposure 51% (limit 50%)")
    }

    @Test func `what adds nothing to the worst case passes, whatever is held`() throws {
        let portfolio = PortfolioBuilder(instruments: 2, cash: -90_000).holding(1_000, of: 0, at: 100).build()
        #expect(try word(.sell, 400, portfolio) { ($0.maxGross, $0.maxLeverage) = (50, 1) } == nil)
        #expect(try word(.buy, 1, portfolio) { $0.maxGross = 50 } != nil)
    }

    @Test func `a stage's margin rates hold, and a rate that is not known refuses`() throws {
        let portfolio = PortfolioBuilder(instruments: 2, cash: 10_000).build()
        #expect(try word(.buy, 200, portfolio, terms: Rates()) == nil)
        #expect(try word(.buy, 201, portfolio, terms: Rates()) == "initial_margin 100.5% (limit 100%)")
        #expect(try word(.buy, 1, of: 1, portfolio, terms: Rates()) == "exposure_unknown")
        // The settings' rate is a floor.
        #expect(try word(.buy, 101, portfolio, terms: Rates()) { $0.initialMargin = 100 } != nil)
    }

    @Test func `half a spread of 8bps and 4 percent of the volume are 24bps`() throws {
        let portfolio = PortfolioBuilder(instruments: 2).build()
        #expect(try word(.buy, 40, portfolio) { $0.maxSlippage = 24.01 } == nil)
        #expect(try word(.buy, 40, portfolio) { $0.maxSlippage = 23.9 } == "slippage 24bps (limit 23.9bps)")
        #expect(try word(.buy, 40, portfolio) { ($0.maxSlippage, $0.slippageModel) = (4.01, .fixed) } == nil)
        // A limit bounds what is paid.
        #expect(try word(.buy, 40, portfolio, pricing: .limit(Amount(100))) { $0.maxSlippage = 1 } == nil)
        #expect(try word(.sell, 10, holding.build()) { $0.maxSlippage = 0.1 } == nil)
    }

    private static let rules = ProductRules(
        quantityStep: Increment(.test("0.1")) ?? .none, ticks: TickTable(Increment(.test("0.5")) ?? .none),
        minQuantity: .test("0.5"), maxQuantity: Amount(100), minNotional: Amount(80))

    @Test(
        arguments: [
            (1, nil, nil), (0.4, nil, "below_min_size 0.4 (limit 0.5)"),
            (0.7, nil, "below_min_value 70 (limit 80)"), (101, nil, "above_max_size 101 (limit 100)"),
            (1.05, nil, "off_increment 1.05 (limit 1)"), (1, 100.5, nil),
            (1, 100.2, "off_increment 1 (limit 1)"),
        ] as [(Double, Double?, String?)])
    func `an order fits its product`(quantity: Double, limit: Double?, refusal: String?) throws {
        let portfolio = PortfolioBuilder(instruments: 2).build()
        let pricing =
            limit.flatMap { Amount($0, rounding: .halfEven) }.map { OrderPricing.limit($0) } ?? .market
        #expect(
            try word(.buy, quantity, portfolio, pricing: pricing, products: [Self.rules, Self.rules])
                == refusal)
    }

    @Test func `what closes a holding may be below the least where the rules say so`() throws {
        let portfolio = PortfolioBuilder(instruments: 2).holding(0.3, of: 0, at: 100).build()
        var rules = Self.rules
        #expect(try word(.sell, 0.3, portfolio, products: [rules]) == "below_min_size 0.3 (limit 0.5)")
        rules.closesRemainder = true
        #expect(try word(.sell, 0.3, portfolio, products: [rules]) == nil)
        #expect(try word(.sell, 0.2, portfolio, products: [rules]) == "below_min_size 0.2 (limit 0.5)")
        let dust = PortfolioBuilder(instruments: 2).holding(0.35, of: 0, at: 100).build()
        #expect(try word(.sell, 0.3, dust, products: [rules]) == nil)
    }

    @Test(arguments: [
        ("fine", nil), ("refuse", "told"), ("short", "what_if_margin 200 (limit 100)"),
        ("silent", "what_if_unanswered"), ("fail", "guard_error"),
    ])
    func `the venue has the last word`(answer: String, refusal: String?) throws {
        #expect(try word(.buy, 1, PortfolioBuilder(instruments: 2).build(), whatIf: answer) == refusal)
        let isPassing = refusal == nil || answer == "short"
        #expect(try (word(.sell, 1, holding.build(), whatIf: answer) == nil) == isPassing)
    }

    @Test func `an engine asks the venue before it sends`() throws {
        let engine = try TestPipeline(broker: "what_if: refuse", alerts: "orders: { what_if: true }").engine()
        try engine.run(1)
        #expect(engine.words == ["refused told", "refused told", "refused told"])
        let sound = try TestPipeline(broker: "what_if: fine", alerts: "orders: { what_if: true }").engine()
        try sound.run(1)
        #expect(sound.words == ["sent", "sent", "sent"])
    }

    @Test func `orders of one cycle count for each other`() throws {
        let engine = try TestPipeline(alerts: "orders: { max_gross: 25% }").engine()
        try engine.run(1)
        // Three times ten percent, of which two fit; those that pass leave when all have been looked at.
        #expect(engine.words == ["refused total_exposure", "sent", "sent"])
    }
}
