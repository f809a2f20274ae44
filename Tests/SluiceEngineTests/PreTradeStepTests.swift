import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// Each check of an order by itself, with an equity, a price or a quantity that is none.
@Suite struct PreTradeStepTests {
    /// What is wrong with the numbers that a check looks at; an absent price or equity is NaN, and an exact quantity
    /// cannot be NaN or infinite.
    enum Trouble: String, CaseIterable, Sendable {
        case equityNaN, equityInfinite, equityZero, equityNegative
        case priceNaN, priceInfinite, priceZero, priceNegative
        case quantityZero, quantityNegative

        static let equity: [Trouble] = [.equityNaN, .equityInfinite, .equityZero, .equityNegative]
        static let price: [Trouble] = [.priceNaN, .priceInfinite, .priceZero, .priceNegative]
        static let quantity: [Trouble] = [.quantityZero, .quantityNegative]

        var number: Double {
            switch self {
            case .equityNaN, .priceNaN: .nan
            case .equityInfinite, .priceInfinite: .infinity
            case .equityZero, .priceZero, .quantityZero: 0
            case .equityNegative, .priceNegative, .quantityNegative: -100
            }
        }
    }

    /// One check, and the troubles at which it speaks with the word that it says.
    struct Row: Sendable, CustomTestStringConvertible {
        let step: PreTradeCheck.Step
        let words: [Trouble: String]
        var testDescription: String { "\(step)" }

        init(_ step: PreTradeCheck.Step, _ words: [([Trouble], String)]) {
            self.step = step
            self.words = words.reduce(into: [:]) { all, entry in
                for trouble in entry.0 { all[trouble] = entry.1 }
            }
        }
    }

    /// Checks of another kind, which refuse whatever the numbers are, are set so that they do.
    static let table = [
        Row(.quantity, [(Trouble.quantity, "quantity_invalid")]),
        Row(.standing, [(Trouble.allCases, "reduce_only")]),
        Row(.pauses, [(Trouble.allCases, "paused")]),
        Row(.freshness, [(Trouble.price, "no_price")]),
        Row(.session, [(Trouble.allCases, "session_closed")]),
        Row(
            .increments,
            [
                ([.priceNaN, .priceInfinite], "no_price"), ([.priceZero, .priceNegative], "invalid_price"),
                (Trouble.quantity, "below_min_size"),
            ]),
        Row(.collar, [(Trouble.price, "price_collar")]),
        Row(.postOnly, [(Trouble.price, "no_quote")]),
        Row(.participation, [([.quantityNegative], "participation")]),
        Row(.slippage, [(Trouble.price + [.quantityNegative], "slippage_unknown")]),
        Row(.equity, [(Trouble.equity, "equity_unknown")]),
        Row(.value, [(Trouble.price + Trouble.quantity, "value_overflow")]),
        Row(.openOrders, [(Trouble.allCases, "unknown_order_open")]),
        Row(.target, [([.priceNaN, .priceInfinite, .priceNegative, .quantityNegative], "beyond_target")]),
        Row(.limits, [(Trouble.price + Trouble.quantity, "max_value")]),
        Row(
            .exposure,
            [(Trouble.equity + Trouble.price, "exposure_unknown"), ([.quantityNegative], "guard_error")]),
        Row(.rate, [(Trouble.allCases, "order_rate")]),
        Row(.whatIf, [(Trouble.allCases, "guard_error")]),
    ]

    @Test func `every check has its row`() {
        #expect(Self.table.map(\.step) == PreTradeCheck.Step.allCases)
    }

    @Test(arguments: table) func `a check says what it cannot look at`(row: Row) throws {
        for trouble in Trouble.allCases {
            let scene = try Scene(trouble, at: row.step)
            let word = scene.check.cause(row.step, scene.order, scene.limits)?.reason.name
            #expect(word == row.words[trouble], "\(trouble)")
        }
    }

    @Test(arguments: table) func `what a check speaks against is refused, by the first that does`(
        row: Row
    ) throws {
        var spoken = 0
        for trouble in Trouble.allCases {
            let scene = try Scene(trouble, at: row.step)
            guard scene.check.cause(row.step, scene.order, scene.limits) != nil else { continue }
            spoken += 1
            #expect(
                scene.check.refusal(of: scene.order, scene.limits)?.reason
                    == scene.check.violations(of: scene.order, scene.limits).first?.reason, "\(trouble)")
        }
        #expect(spoken > 0)
    }

    @Test(arguments: Trouble.allCases) func `nothing is sent on such a number`(trouble: Trouble) throws {
        let scene = try Scene(trouble, at: nil)
        #expect(scene.check.refusal(of: scene.order, scene.limits) != nil)
        #expect(!scene.check.violations(of: scene.order, scene.limits).isEmpty)
    }

    @Test func `an order of sound numbers passes every check, and the first that speaks is the refusal`()
        throws
    {
        let scene = try Scene(nil, at: nil)
        #expect(scene.check.violations(of: scene.order, scene.limits) == [])
        #expect(scene.check.refusal(of: scene.order, scene.limits) == nil)
        let broken = try Scene(.priceNaN, at: nil)
        #expect(
            broken.check.refusal(of: broken.order, broken.limits)?.reason
                == broken.check.violations(of: broken.order, broken.limits).first?.reason)
    }
}

/// A buy of 10 at 100 in an account worth 100,000, with every limit set, and one number that is none.
private struct Scene {
    let check: PreTradeCheck
    let limits: SessionLimits
    let order: CheckedOrder

    init(_ trouble: PreTradeStepTests.Trouble?, at step: PreTradeCheck.Step?) throws {
        let builder = PortfolioBuilder(instruments: 1)
        let portfolio =
            step == .openOrders
            ? builder.openOrder(.buy, 1, of: 0, isUnknown: true).build() : builder.build()
        let price = trouble.flatMap { PreTradeStepTests.Trouble.price.contains($0) ? $0.number : nil }
        let market = MarketFrame.test([MarketBar(100, volume: 10_000, spread: 4)])
        if let price {
            for column in [market.close, market.bid, market.ask] { column[0] = price }
        }
        if let trouble, PreTradeStepTests.Trouble.equity.contains(trouble) {
            portfolio.equity = trouble.number
        }
        var quantity = Amount(10)
        if let trouble, PreTradeStepTests.Trouble.quantity.contains(trouble) {
            quantity = Amount(Int(trouble.number))
        }
        let targets = ApprovedTargetFrame(count: 1)
        targets.weight[0] = 0.05
        let settings = Self.settings(of: step)
        let exposure = ExposureLimits(settings, nil, instruments: 1)
        exposure?.begin(portfolio, market, at: ManualClock.start)
        let rules = ProductRules(quantityStep: Increment(Amount(1)) ?? .none, minNotional: Amount(10))
        check = PreTradeCheck(
            maxAge: .minutes(1), calendar: step == .session ? .newYork : .alwaysOpen, settings: settings,
            products: ProductBook([rules]), exposure: exposure,
            whatIf: WhatIfCheck(try AnswerBroker.test(step == .whatIf ? "what_if: fail" : "", in: .test())))
        limits = SessionLimits(settings, instruments: 1)
        let now = step == .session ? Timestamp(iso8601: "2024-01-06T15:00:00Z") : ManualClock.start
        order = CheckedOrder(
            request: Self.request(quantity, at: step),
            cycle: .test(now: try #require(now), portfolio: portfolio), targets: targets, market: market,
            standing: step == .standing ? .reduceOnly : .open, isPaused: step == .pauses)
        if step == .rate { limits.count(order) }
    }

    private static func settings(of step: PreTradeCheck.Step?) -> OrderSettings {
        var settings = OrderSettings()
        settings.maxValue = Money(amount: Amount(10_000), currency: .usd)
        settings.maxParticipation = 10
        settings.maxSlippage = 50
        (settings.maxGross, settings.maxNet, settings.maxLeverage) = (100, 100, 1)
        settings.initialMargin = 50
        if step == .rate { settings.maxRate = 1 }
        return settings
    }

    private static func request(_ quantity: Amount, at step: PreTradeCheck.Step?) -> OrderRequest {
        switch step {
        case .collar:
            OrderRequest(instrument: 0, side: .buy, quantity: quantity, pricing: .limit(Amount(100)))
        case .postOnly:
            OrderRequest(
                instrument: 0, side: .buy, quantity: quantity, pricing: .limit(Amount(99)), isPostOnly: true)
        default: OrderRequest(instrument: 0, side: .buy, quantity: quantity)
        }
    }
}
