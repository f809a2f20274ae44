import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct BookLimitsRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(BookLimitsRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    private func book(_ wanted: [Double], held: [Double] = [0, 0, 0]) -> RiskCase {
        RiskCase(held: held, wanted: wanted, pending: held.map { _ in 0 })
    }

    @Test func `a book that keeps every limit passes as it is`() throws {
        let frame = try reviewed(
            "{ max_weight: 5%, max_gross: 15%, max_net: 5% }", book([0.05, -0.05, 0.05]))
        #expect(frame.weight == [0.05, -0.05, 0.05] && frame.causes.allSatisfy(\.reason.isNone))
    }

    @Test(arguments: [
        ("{ max_weight: 5% }", [0.04, 0.06, 0.01], GuardrailReasons.positionLimit, 6.0, 5.0),
        ("{ max_gross: 10% }", [0.04, -0.06, 0.01], GuardrailReasons.grossLimit, 11, 10),
        ("{ max_net: 5% }", [-0.04, -0.06, 0.01], GuardrailReasons.netLimit, 9, 5),
        ("{ max_weight: 5%, max_gross: 10% }", [0.06, 0.06, 0.01], GuardrailReasons.positionLimit, 6, 5),
    ])
    func `a book that breaks one gets nothing`(
        yaml: String, wanted: [Double], reason: Reason, observed: Double, limit: Double
    ) throws {
        let frame = try reviewed(yaml, book(wanted))
        for index in wanted.indices {
            #expect(frame.weight[index].isNaN && frame.causes[index].reason == reason)
            #expect(
                near(frame.causes[index].observed, observed)
                    && near(frame.causes[index].limit, limit, within: 1e-9))
        }
    }

    @Test func `what reduces passes, of a target that crosses zero the part that closes`() throws {
        let frame = try reviewed("{ max_weight: 15% }", book([0.05, 0.2, -0.1], held: [0.1, 0.1, 0.1]))
        #expect(passesOnlyReductions(frame))
        // What is held counts, though nothing is wanted of it.
        let held = try reviewed("{ max_gross: 30% }", book([.nan, .nan, 0.05], held: [0.2, 0.1, 0]))
        #expect(held.weight[2].isNaN && held.causes[2].reason == GuardrailReasons.grossLimit)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
        #expect(frame.causes[0].reason == GuardrailReasons.equityUnknown)
    }

    @Test func `a target that is no number is refused by itself`() throws {
        let frame = try reviewed("", book([.infinity, 0.1, 0.1]))
        #expect(frame.causes[0].reason == GuardrailReasons.invalidTarget)
        #expect(frame.weight[0].isNaN && frame.weight[1] == 0.1)
    }

    @Test(arguments: ["max_weight: 0%", "max_gross: 0%", "max_net: 0%", "max_weight: 0.2"])
    func `settings have bounds`(yaml: String) {
        #expect(BookLimitsRiskCheck.Settings.issues(yaml).count == 1)
    }
}
