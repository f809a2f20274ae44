import SluiceKit
import SluiceTestKit
import Testing

/// A gate that denies being one.
private final class ShyGate: Gate {
    static let manifest = Manifest("shy", "Lets everything through.")

    init(settings: NoSettings, context: StageContext) {}

    var asGate: (any Gate)? { nil }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}

@Suite struct RoleContractTests {
    @Test func `a stage that denies a role is found out`() {
        let breaches = StageContractTests.contract().breaches(of: [ShyGate.self])
        #expect(breaches.contains("gate.shy: asGate is nil, though the type says otherwise"), "\(breaches)")
    }
}
