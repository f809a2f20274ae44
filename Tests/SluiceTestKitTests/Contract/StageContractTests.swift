import CAllocations
import SluiceKit
import SluiceTestKit
import Testing

/// A stage of each kind that keeps the contract, and what is said about one that does not.
@Suite struct StageContractTests {
    static let stages: [any Stage.Type] = [
        FaultySource.self, FaultyBarrier.self, FaultyProbabilities.self, FaultyCalibrator.self,
        FaultyBlender.self, FaultyArbiter.self, FaultyGate.self, FaultySizer.self, FaultyRisk.self,
        FaultyExecution.self, FaultyBroker.self,
        FaultyLearner.self,
    ]

    static func contract(countsAllocations: Bool = false) -> PluginContract {
        var contract = PluginContract()
        contract.cycles = 40
        contract.countsAllocations = countsAllocations
        return contract
    }

    @Test func `sound stages of all kinds break no rule`() {
        #expect(Self.contract().breaches(of: Self.stages) == [])
    }

    @Test func `driving a stage allocates nothing that would be laid at its door`() {
        // The data source of this test copies strings about and is left out.
        let breaches = Self.contract(countsAllocations: true)
            .breaches(of: Array(Self.stages.dropFirst()), allocations: allocation_counter())
        #expect(breaches == [])
    }

    @Test(arguments: [
        ("data", "early", "shows a bar or quote before its time"),
        ("data", "disguised", "sees the future"),
        ("data", "stale", "calls a bar fresh that ended before the last cycle"),
        ("data", "changes", "changes a bar that is not fresh"),
        ("data", "next", "says that the next bar ended at a time it was already asked for"),
        ("arbiter", "side", "gives a side that is not 1, 0 or -1"),
        ("arbiter", "horizon", "decides for a horizon that the pipeline does not have"),
        ("arbiter", "alpha", "decides on an alpha or net that is not finite"),
        ("arbiter", "scale", "gives a scale outside 0 to 1"),
        ("arbiter", "reason", "gives the reason 'other', which its manifest does not list"),
        ("arbiter", "leaves_number", "leaves a number of a decision as it was, and says that it clears"),
        ("arbiter", "leaves_cause", "gives the reason 'left_from_before'"),
        ("gate", "enlarges", "gives a scale that is not between 0 and the one before"),
        ("gate", "turns", "changes the side of a decision"),
        ("gate", "mute", "stops or scales down a decision without a reason"),
        ("gate", "reason", "gives the reason 'other'"),
        ("sizer", "infinite", "gives an infinite weight"),
        ("sizer", "reason", "gives the reason 'other'"),
        ("risk", "infinite", "gives an infinite weight"),
        ("risk", "mute", "changes a target without a reason"),
        ("risk", "reason", "gives the reason 'other'"),
        ("risk", "standing", "gives the reason 'other'"),
        ("risk", "warning", "gives the reason 'other'"),
        ("execution", "quantity", "asks for an order of no or a negative quantity"),
        ("execution", "instrument", "asks for an instrument that does not exist"),
        ("execution", "price", "asks for a price that is not above zero"),
        ("broker", "silent", "answers an order other than once"),
        ("broker", "twice", "answers an order other than once"),
        ("broker", "early", "fills an order in the cycle that caused it"),
        ("broker", "too_much", "fills more than was ordered"),
        ("broker", "free", "fills nothing, or at no price"),
        ("broker", "reason", "gives the reason 'other'"),
        ("broker", "account", "has an account without a holding for each instrument"),
    ])
    func `each broken rule is named`(kind: String, fault: String, breach: String) throws {
        let stage = try #require(Self.stages.first { $0.kind.rawValue == kind })
        let found = Self.contract()
            .breaches(of: [stage], settings: ["\(kind).faulty": "fault: \(fault)"])
        #expect(found.contains { $0.contains(breach) }, "\(found)")
    }

    @Test(arguments: [
        ("predictor.faulty_barrier", "excess: 2", "gives a probability outside 0 to 1"),
        ("calibrator.faulty", "infinite: true", "gives an infinite number"),
        ("calibrator.faulty_probabilities", "excess: 2", "gives a probability outside 0 to 1"),
        (
            "calibrator.faulty_probabilities", "{ excess: 2, scores: true }",
            "gives a probability outside 0 to 1"
        ),
        ("blender.faulty", "infinite: true", "gives an infinite alpha"),
        ("learner.faulty", "infinite: true", "gives an infinite weight"),
    ])
    func `numbers that are none are named`(plugin: String, settings: String, breach: String) throws {
        let registry = Registry(Self.stages)
        let stage = try #require(registry.plugin(plugin)?.type)
        let found = Self.contract().breaches(of: [stage], settings: [plugin: settings])
        #expect(found.contains { $0.contains(breach) }, "\(found)")
    }
}
