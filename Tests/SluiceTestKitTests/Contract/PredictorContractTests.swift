import CAllocations
import SluiceTestKit
import Testing

@Suite struct PredictorContractTests {
    func breaches(_ fault: String, countsAllocations: Bool = false) -> [String] {
        var contract = PluginContract()
        contract.cycles = 40
        contract.countsAllocations = countsAllocations
        return contract.breaches(
            of: [FaultyPredictor.self], settings: ["predictor.faulty": "fault: \(fault)"],
            allocations: allocation_counter())
    }

    @Test func `a sound predictor breaks no rule`() {
        #expect(breaches("none", countsAllocations: true) == [])
    }

    @Test func `a look ahead is caught`() throws {
        let breach = try #require(breaches("peeks").first)
        #expect(breach.contains("sees the future: without cycle"))
    }

    @Test(arguments: [
        ("silent", "says nothing in 40 cycles"),
        ("moody", "the same input gives another output in cycle"),
        ("leaves_numbers", "leaves numbers of the cycle before in its output"),
        ("forgets", "a restart before cycle 2 changes the output in cycle 2"),
        ("forgets_a_little", "a restart before cycle"),
        ("is_moved_by_questions", "being asked for its memory changes the output"),
        ("leaves_memory", "recall leaves a part of the memory unread"),
        ("takes_short_memory", "takes a memory of"),
        ("takes_any_universe", "takes the memory of another universe"),
        ("infinite", "forecasts an infinite number"),
        ("throws_on_nan", "with absent numbers: fails"),
        ("throws_on_nan", "with no number at all: fails"),
        ("throws_on_hostile", "with hostile numbers: fails"),
        ("throws_on_empty", "with no instrument: fails"),
        ("throws_on_one", "with one instrument: fails"),
        ("throws_always", "fails: Failure()"),
    ])
    func `each broken rule is named`(fault: String, breach: String) {
        let found = breaches(fault)
        #expect(found.contains { $0.contains(breach) }, "\(found)")
    }

    @Test func `an allocation in a steady cycle is caught`() throws {
        guard allocation_counter() != nil else { return }
        let breach = try #require(breaches("allocates", countsAllocations: true).first)
        #expect(breach.contains("allocates 1 times in cycle 21"))
    }

    @Test func `a counter that does not count is caught`() {
        var contract = PluginContract()
        (contract.cycles, contract.countsAllocations) = (10, true)
        let breaches = contract.breaches(of: [FaultyPredictor.self], allocations: { 0 })
        #expect(breaches == ["predictor.faulty: the counter counts no allocations"])
    }
}
