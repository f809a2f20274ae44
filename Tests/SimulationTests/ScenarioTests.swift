import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import Testing

@testable import Simulation

/// Single scenarios on the simulated world, in which only the one thing goes wrong.
@Suite struct ScenarioTests {
    /// A history in which nothing goes wrong by itself, and that nobody looks after.
    private func history(_ seed: UInt64, execution: String? = nil) throws -> History {
        let history = try History(seed: seed, execution: execution)
        history.world.faults.isActive = false
        history.isAttended = false
        return history
    }

    private func go(_ history: History, _ cycles: Int) throws {
        for _ in 0..<cycles { try history.step() }
    }

    /// Nobody wants anything any more, and what is under way trades.
    private func settle(_ history: History) throws {
        history.world.isQuiet = true
        try go(history, 12)
        history.process?.engine.wantsReconciliation = true
        try history.step()
        history.checkEnd(fewestOrders: 1)
        #expect(history.world.inspector.violation == nil, "\(history.world.inspector.violation?.lines ?? "")")
        #expect(history.world.venue.submissions.allSatisfy { $0.value == 1 })
    }

    private func sent(_ history: History) -> Int { history.world.inspector.counts.orders }

    @Test func `a halt outlives the process, and nothing is entered until a person frees trading`() throws {
        let history = try history(1)
        defer { history.end() }
        try go(history, 5)
        try ControlFile.restrict(
            history.world.folder, to: .halt, reason: "looks odd", by: "Ada", at: history.world.now)
        history.world.inspector.isHaltedByPerson = true
        try go(history, 2)
        history.crash()
        try go(history, 10)
        #expect(history.process?.engine.standing == .halt)
        var person = history.person
        try person.free()
        let before = sent(history)
        try go(history, 6)
        #expect(history.process?.engine.standing == .open)
        #expect(sent(history) > before)
        try settle(history)
    }

    @Test func `nothing is sent while the venue does not answer a new process`() throws {
        let history = try history(2)
        defer { history.end() }
        try go(history, 5)
        history.crash()
        history.world.outage = 12
        let before = sent(history)
        try go(history, 11)
        #expect(history.process?.engine.isReconciled == false)
        #expect(sent(history) == before)
        try go(history, 6)
        #expect(sent(history) > before)
        try settle(history)
    }

    @Test(arguments: 0..<12)
    func `a new process goes on with the children of a parent, and repeats none`(touches: Int) throws {
        let history = try history(
            4, execution: "execution.twap, with: { duration: 5m, slices: 10, time_in_force: gtc }")
        defer { history.end() }
        try go(history, 2)
        history.world.letDie(after: touches)
        try go(history, 12)
        #expect(history.world.faults.counts[.crash] == 1)
        #expect(history.world.inspector.counts.children > 20)
        try settle(history)
    }

    @Test func `an order without an answer is found, and not sent a second time`() throws {
        let history = try history(5)
        defer { history.end() }
        history.world.faults.next = .lostAnswer
        try go(history, 6)
        #expect(history.world.inspector.counts.unknown == 1)
        #expect(history.world.inspector.counts.lost == 0)
        try settle(history)
    }

    @Test func `an order that never came is lost, and its instrument trades again`() throws {
        let history = try history(5)
        defer { history.end() }
        history.world.faults.next = .lostRequest
        try go(history, 12)
        #expect(history.world.inspector.counts.unknown == 1)
        #expect(history.world.inspector.counts.lost == 1)
        try settle(history)
    }

    @Test func `a clock that jumps past the end of the day changes the session and nothing else`() throws {
        let history = try history(7)
        defer { history.end() }
        try go(history, 5)
        let before = history.process?.engine.portfolio.holdings.filter { !$0.isZero }.count ?? 0
        #expect(before > 0)
        history.world.now = history.world.now + .hours(20)
        try go(history, 5)
        #expect(history.process?.engine.standing == .open)
        try settle(history)
    }

    @Test func `nothing is sent on a price that is too old`() throws {
        let history = try history(8)
        defer { history.end() }
        try go(history, 4)
        history.world.isSilent = true
        try go(history, 2)
        let before = sent(history)
        try go(history, 8)
        #expect(sent(history) == before)
        history.world.isSilent = false
        try go(history, 8)
        #expect(sent(history) > before)
        try settle(history)
    }
}
