import SluiceNumerics
import Testing

@Suite struct GateTests {
    @Test(
        arguments: [
            (12, 200, .allowed), (12.000_1, 0, .spreadTooWide), (0, 200.1, .stale), (0, .nan, .ageUnknown),
            (.nan, 0, .spreadUnknown), (-25, 0, .crossed), (.infinity, 0, .spreadTooWide),
            (5, -5_000, .fromFuture),
            (5, -250, .allowed), (5, .infinity, .stale), (.nan, .nan, .spreadUnknown),
            (13, .nan, .spreadTooWide),
        ] as [(Double, Double, SpreadRule.Verdict)])
    func `a quote is tight and fresh or it is refused`(
        spread: Double, age: Double, verdict: SpreadRule.Verdict
    ) throws {
        #expect(try SpreadRule().verdict(spreadBps: spread, ageMilliseconds: age) == verdict)
    }

    @Test func `an entry shrinks with what is against it`() throws {
        let rule = try BarrierRule()
        let verdict = rule.longEntry(peak: 0.3, valley: 0.3)
        #expect(verdict.isAllowed && verdict.reason == .normalEntry)
        #expect(abs(verdict.scale - 0.564_358_042) < 1e-9)
        #expect(rule.longEntry(peak: 0, valley: 1).scale == 1)
        #expect(rule.longEntry(peak: 0.6, valley: 0).isAllowed)
        #expect(
            rule.longEntry(peak: 0.600_001, valley: 0)
                == .init(isAllowed: false, scale: 0, reason: .blockedPeak))
        #expect(rule.shortEntry(peak: 0.5, valley: 0.55).reason == .preferredPeak)
        #expect(rule.shortEntry(peak: 0, valley: 0.56).reason == .blockedValley)
        #expect(rule.longEntry(peak: 0, valley: 0, auxiliaryPeak: 0.7).reason == .blockedAuxiliaryPeak)
        #expect(rule.shortEntry(peak: 0, valley: 0, auxiliaryValley: 0.7).reason == .blockedAuxiliaryValley)
    }

    @Test(arguments: [Double.nan, -0.5, 1.000_1, .infinity, -.infinity])
    func `what is no probability enters nothing`(value: Double) throws {
        let rule = try BarrierRule()
        let refused = BarrierRule.Verdict(isAllowed: false, scale: 0, reason: .invalidProbability)
        #expect(rule.longEntry(peak: value, valley: 0.3) == refused)
        #expect(rule.longEntry(peak: 0.3, valley: value) == refused)
        #expect(rule.longEntry(peak: 0.3, valley: 0.3, auxiliaryPeak: value) == refused)
        #expect(rule.shortEntry(peak: value, valley: 0.3) == refused)
        #expect(rule.shortEntry(peak: 0.3, valley: value) == refused)
        #expect(rule.shortEntry(peak: 0.3, valley: 0.3, auxiliaryValley: value) == refused)
        #expect(rule.longExit(peak: value, alpha: 1) == refused)
        #expect(rule.shortExit(valley: value, alpha: -1) == refused)
    }

    @Test func `an exit needs no probability when the alpha has turned`() throws {
        let rule = try BarrierRule()
        #expect(rule.longExit(peak: .nan, alpha: -1).reason == .exitAlpha)
        #expect(rule.shortExit(valley: .nan, alpha: 1).reason == .exitAlpha)
        #expect(rule.longExit(peak: 0.66, alpha: 1).reason == .exitPeak)
        #expect(rule.longExit(peak: 0.65, alpha: 1).reason == .hold)
        #expect(rule.shortExit(valley: 0.61, alpha: -1).reason == .exitValley)
        #expect(rule.shortExit(valley: 0.1, alpha: .nan).reason == .hold)
    }

    @Test func `an entry of a long is that of a short in the mirror`() throws {
        let rule = try BarrierRule(peakThreshold: 0.6, valleyThreshold: 0.6, gamma: 1.7, delta: 0.3)
        var dice = SeededDice(seed: 71)
        for _ in 0..<500 {
            let (peak, valley) = (dice.unit(), dice.unit())
            let (long, short) = (
                rule.longEntry(peak: peak, valley: valley), rule.shortEntry(peak: valley, valley: peak)
            )
            #expect(long.isAllowed == short.isAllowed && long.scale == short.scale)
            #expect(!long.isAllowed || (0.2...1).contains(long.scale))
        }
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try SpreadRule(maxSpreadBps: -1) }
        #expect(throws: InvalidParameter.self) { try SpreadRule(maxAgeMilliseconds: .nan) }
        #expect(throws: InvalidParameter.self) { try BarrierRule(peakThreshold: 1.1) }
        #expect(throws: InvalidParameter.self) { try BarrierRule(gamma: -1) }
    }
}
