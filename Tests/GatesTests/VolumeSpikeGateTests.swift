import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct VolumeSpikeGateTests {
    @Test func `a bar is held against the mean of those before it`() throws {
        let gate = try VolumeSpikeGate.test("{ window: 4, min_bars: 2, max_spike: 3 }")
        #expect(try gate.words(of: [1], in: .one(volume: 100)) == ["volume_unknown"])
        #expect(try gate.words(of: [1], in: .one(volume: 100)) == ["volume_unknown"])
        #expect(try gate.left(of: [1], in: .one(volume: 300))[0].passes)
        let spike = try gate.left(of: [1], in: .one(volume: 501))[0]
        #expect(spike.reason == "volume_spike" && spike.limit == 3)
        #expect((spike.observed - 501 / (500.0 / 3)).magnitude < 1e-9)
    }

    @Test func `an old bar is judged as it was`() throws {
        let yaml = "{ window: 4, min_bars: 2, max_spike: 3 }"
        let gate = try VolumeSpikeGate.test(yaml, in: .letters(1))
        for volume in [100.0, 100] { _ = try gate.left(of: [1], in: .one(volume: volume)) }
        let market = MarketFrame.one(volume: 400)
        let first = try gate.left(of: [1], in: market)
        market.fresh[0] = 0
        #expect(try gate.left(of: [1], in: market) == first)
        let other = try recalled(gate, yaml, in: .letters(1))
        #expect(try other.left(of: [1], in: market) == first)
    }

    @Test(arguments: [Double.nan, -1, .infinity]) func `what is no volume blocks`(volume: Double) throws {
        let gate = try VolumeSpikeGate.test("{ window: 4, min_bars: 1 }")
        _ = try gate.left(of: [1], in: .one(volume: 100))
        #expect(try gate.words(of: [1], in: .one(volume: volume)) == ["volume_unknown"])
        #expect(try gate.left(of: [1], in: .one(volume: 100))[0].passes)
    }

    @Test func `a mean of nothing blocks`() throws {
        let gate = try VolumeSpikeGate.test("{ window: 4, min_bars: 1 }")
        _ = try gate.left(of: [1], in: .one(volume: 0))
        #expect(try gate.words(of: [1], in: .one(volume: 5)) == ["volume_unknown"])
    }

    @Test(arguments: ["max_spike: 0", "window: 1", "{ window: 5, min_bars: 6 }"])
    func `settings have bounds`(yaml: String) { #expect(!VolumeSpikeGate.issues(yaml).isEmpty) }
}
