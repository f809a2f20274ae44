import CAllocations
import DeskPlugins
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct LunchGateTests {
    @Test(arguments: ["", "keep: 0.5"])
    func `the gate keeps the contract of plugins`(settings: String) {
        var contract = PluginContract()
        // Minute by minute from ten in the morning until the lull is over.
        contract.cycles = 240
        let breaches = contract.breaches(
            of: [LunchGate.self], settings: ["gate.lunch": settings], allocations: allocation_counter())
        #expect(breaches == [])
    }

    @Test(arguments: [("16:59", true), ("17:00", false), ("18:29", false), ("18:30", true)])
    func `a decision is blocked from noon until half past one`(time: String, passes: Bool) throws {
        let decisions = try filtered("", at: "2024-01-02T\(time):00Z")
        #expect(decisions.isOpen(0) == passes)
        #expect(decisions.causes[0].reason == (passes ? .none : LunchGate.atLunch))
    }

    @Test func `the lull follows the session's open, not the clock of the machine`() throws {
        // In July New York is four hours behind UTC, in January five.
        #expect(try filtered("", at: "2024-07-02T16:00:00Z").isOpen(0) == false)
        #expect(try filtered("", at: "2024-07-02T15:59:00Z").isOpen(0))
    }

    @Test func `a part of the size may be kept`() throws {
        let decisions = try filtered("keep: 0.25", at: "2024-01-02T17:30:00Z")
        #expect(decisions.scale[0] == 0.25)
        #expect(decisions.causes[0].reason == LunchGate.thinAtLunch)
        #expect(decisions.causes[0].observed == 0.25)
    }

    @Test func `begin and length are settings`() throws {
        let early = "from: 30m, length: 1h"
        #expect(try filtered("{ \(early) }", at: "2024-01-02T15:00:00Z").isOpen(0) == false)
        #expect(try filtered("{ \(early) }", at: "2024-01-02T16:00:00Z").isOpen(0))
    }

    @Test func `no instrument without a decision gets a cause`() throws {
        let decisions = try filtered("", at: "2024-01-02T17:00:00Z")
        #expect(decisions.side[1] == 0)
        #expect(decisions.causes[1].reason == .none)
    }

    @Test func `a lull that cannot be is refused with its place`() throws {
        #expect(LunchGate.issues("{ from: 20h, length: 5h }").map(\.code) == [.settingConflict])
        #expect(LunchGate.issues("from: 7h").map(\.code) == [.settingConflict])
        #expect(LunchGate.issues("", in: .test(every: .days(1))).map(\.code) == [.settingConflict])
        #expect(LunchGate.issues("keep: 2").map(\.code) == [.outOfBounds])
        #expect(LunchGate.issues("length: 90").map(\.code) == [.missingUnit])
        #expect(LunchGate.issues("from: 2h30m").map(\.code) == [.wrongType])
        #expect(LunchGate.issues("") == [])
    }

    /// A long in the first instrument, and nothing in the second, behind the gate.
    private func filtered(_ settings: String, at time: String) throws -> DecisionFrame {
        let gate = try LunchGate.test(settings)
        let decisions = DecisionFrame(count: 2)
        decisions.side[0] = 1
        decisions.horizon[0] = 0
        let now = try #require(Timestamp(iso8601: time))
        gate.filter(
            .test(now: now), decisions, .test([MarketBar(100), MarketBar(50)]), GateEvidence())
        return decisions
    }
}
