import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

/// Every check that has a limit says when it is near, by what is held.
@Suite struct NearLimitTests {
    /// A check, an account at 71% of the limit and one at 91% of it, and what each says.
    struct Item: CustomTestStringConvertible, Sendable {
        let check: any RiskCheck.Type
        let yaml: String
        let near: [Double]
        let imminent: [Double]
        let reasons: [Reason]

        var testDescription: String { "\(check) \(yaml)" }
    }

    static let items: [Item] = [
        Item(
            check: ExposureRiskCheck.self, yaml: "max_gross: 100%", near: [0.4, -0.32],
            imminent: [0.6, -0.32],
            reasons: [GuardrailReasons.grossNear, GuardrailReasons.grossImminent]),
        Item(
            check: ExposureRiskCheck.self, yaml: "max_net: 10%", near: [0.2, -0.128],
            imminent: [0.2, -0.108],
            reasons: [GuardrailReasons.netNear, GuardrailReasons.netImminent]),
        Item(
            check: ExposureRiskCheck.self,
            yaml: "sectors: [{ name: a, instruments: [I0], max_gross: 20% }]",
            near: [0.142, 0], imminent: [0.182, 0],
            reasons: [CheckReasons.sectorNear, CheckReasons.sectorImminent]),
        Item(
            check: CurrencyRiskCheck.self,
            yaml: "currencies: [{ code: EUR, instruments: [I0, I1], max_net: 10% }]",
            near: [0.2, -0.128], imminent: [0.2, -0.108],
            reasons: [CheckReasons.currencyNear, CheckReasons.currencyImminent]),
        Item(
            check: BookLimitsRiskCheck.self, yaml: "max_weight: 20%", near: [0.142, 0],
            imminent: [-0.182, 0],
            reasons: [GuardrailReasons.positionNear, GuardrailReasons.positionImminent]),
        Item(
            check: GuardrailsRiskCheck.self, yaml: "max_position: 20%", near: [0.142, 0],
            imminent: [-0.182, 0],
            reasons: [GuardrailReasons.positionNear, GuardrailReasons.positionImminent]),
        Item(
            check: LeverageRiskCheck.self, yaml: "max_leverage: { I0: 2, default: 5 }", near: [1.42, 0],
            imminent: [1.82, 0], reasons: [CheckReasons.leverageNear, CheckReasons.leverageImminent]),
        Item(
            check: LeverageRiskCheck.self, yaml: "{ max_leverage: 9, max_book: 2 }", near: [1.42, 0],
            imminent: [1, -0.82], reasons: [CheckReasons.bookLeverageNear, CheckReasons.bookLeverageImminent]),
        Item(
            check: NotionalRiskCheck.self, yaml: "{ max_notional: 90000 USD, max_book: 20000 USD }",
            near: [0.142, 0], imminent: [0.1, -0.082],
            reasons: [CheckReasons.bookNotionalNear, CheckReasons.bookNotionalImminent]),
        Item(
            check: MarginRiskCheck.self, yaml: "{ max_utilization: 50%, high_utilization: 100% }",
            near: [3.55, 0], imminent: [4.55, 0],
            reasons: [CheckReasons.marginNear, CheckReasons.marginImminent]),
        Item(
            check: MarginRiskCheck.self,
            yaml: "{ initial: 50%, maintenance: 50%, max_utilization: 100%, high_utilization: 100% }",
            near: [1.42, 0], imminent: [1.81, 0],
            reasons: [CheckReasons.marginCallNear, CheckReasons.marginCallImminent]),
        Item(
            check: MarginRiskCheck.self, yaml: "min_free: 70000 USD", near: [1, 0], imminent: [2.5, 0],
            reasons: [CheckReasons.freeEquityNear, CheckReasons.freeEquityImminent]),
        Item(
            check: LiquidationBufferRiskCheck.self, yaml: "", near: [4.1, 0], imminent: [4.2, 0],
            reasons: [CheckReasons.bufferNear, CheckReasons.bufferImminent]),
        Item(
            check: PositionCountRiskCheck.self, yaml: "{ max_positions: 2, warn_at: 40% }", near: [0.1, 0],
            imminent: [0.1, -0.1],
            reasons: [CheckReasons.positionCountNear, CheckReasons.positionCountImminent]),
    ]

    private func warnings(_ item: Item, _ held: [Double], _ yaml: String) throws -> [Reason] {
        func review<Check: RiskCheck>(_ type: Check.Type) throws -> [Reason] {
            try RiskCase(held: held, wanted: held.map { _ in .nan }).review(
                Check.test(yaml, in: .risk(held.count))
            ).warnings
        }
        return try review(item.check)
    }

    @Test(arguments: items)
    func `what is held near a limit is said, from 70% and from 90% on`(item: Item) throws {
        #expect(try warnings(item, item.near, item.yaml).contains(item.reasons[0]))
        #expect(try !warnings(item, item.near, item.yaml).contains(item.reasons[1]))
        #expect(try warnings(item, item.imminent, item.yaml).contains(item.reasons[1]))
        #expect(try warnings(item, [0, 0], item.yaml).isEmpty)
    }

    @Test(arguments: [
        "risk.exposure", "risk.currency", "risk.book_limits", "risk.guardrails", "risk.leverage",
        "risk.notional", "risk.margin", "risk.position_count", "risk.position_age", "risk.turnover",
        "risk.range_breaker",
        "risk.value_at_risk", "risk.concentration", "risk.staleness", "risk.order_rate", "risk.daily_loss",
        "risk.drawdown", "risk.api_health",
    ])
    func `the parts are settings that rise`(name: String) throws {
        func issues<Check: RiskCheck>(_ type: Check.Type, _ yaml: String) -> Int {
            Check.Settings.issues(yaml).count
        }
        let check = try #require(
            RiskChecks.all.compactMap { $0 as? any RiskCheck.Type }.first {
                "risk.\($0.manifest.name)" == name
            })
        #expect(issues(check, "{ warn_at: 95%, urgent_at: 99% }") == 0)
        #expect(issues(check, "warn_at: 95%") == 1 && issues(check, "urgent_at: 69%") == 1)
    }

    @Test func `several limits of one check are said in one cycle, each once`() throws {
        let frame = try RiskCase(held: [0.19, 0.19], wanted: [.nan, .nan]).review(
            BookLimitsRiskCheck.test("{ max_weight: 20%, max_gross: 40%, max_net: 40% }", in: .risk(2)))
        #expect(
            frame.warnings == [
                GuardrailReasons.grossImminent, GuardrailReasons.netImminent,
                GuardrailReasons.positionImminent,
            ])
    }

    @Test func `an account whose worth is not known is near nothing`() throws {
        for item in Self.items {
            func review<Check: RiskCheck>(_ type: Check.Type) throws -> [Reason] {
                try RiskCase(equity: .nan, held: item.imminent, wanted: [.nan, .nan]).review(
                    Check.test(item.yaml, in: .risk(2))
                ).warnings
            }
            let said = try review(item.check)
            #expect(
                said.allSatisfy { $0 == CheckReasons.liquidationBuffer }
                    || item.yaml.contains("max_positions"))
        }
    }

    @Test func `a concentrated book is warned of before it is stopped`() throws {
        let check = try ConcentrationRiskCheck.test("max_index: 0.5", in: .risk(3))
        let near = try RiskCase(held: [0.2, 0.1, 0.1], wanted: [.nan, .nan, .nan], pending: [0, 0, 0])
            .review(check)
        // 0.375 is 75% of 0.5.
        #expect(near.warnings == [CheckReasons.concentrationNear])
        let imminent = try RiskCase(
            held: [0.4, 0.1, 0.1], wanted: [0.35, .nan, .nan], pending: [0, 0, 0]
        ).review(check)
        #expect(imminent.warnings == [CheckReasons.concentrationImminent])
        let few = try RiskCase(held: [0.2, 0.2], wanted: [.nan, .nan]).review(
            ConcentrationRiskCheck.test("", in: .risk(2)))
        #expect(few.warnings.isEmpty)
    }

    @Test func `an aging price of a position is said before it blocks`() throws {
        func warnings(_ yaml: String, _ age: Span) throws -> [Reason] {
            try RiskCase(held: [0.1, 0], barAge: age).review(StalenessRiskCheck.test(yaml)).warnings
        }
        let strict = "{ max_age: 100s, block_on: stale }"
        #expect(try warnings(strict, .seconds(70)).isEmpty)
        #expect(try warnings(strict, .seconds(71)) == [CheckReasons.markAging])
        #expect(try warnings(strict, .seconds(91)) == [CheckReasons.markExpiring])
        #expect(
            try warnings("max_age: 100s", .seconds(141)) == [CheckReasons.markStale, CheckReasons.markAging])
        #expect(try warnings("{ max_age: 100s, warn_at: 80%, urgent_at: 99% }", .seconds(141)).count == 1)
    }
}
