import Glibc
import SluiceEngine
import SluiceJournal
import SluiceKit

/// Someone who halts trading now and then, from outside the process, and frees it after a look.
struct Person {
    private let world: World
    private var halted = 0

    init(_ world: World) { self.world = world }

    /// Does at a cycle what is to be done.
    mutating func look(_ standing: TradingStanding) throws {
        // Before the first process there is nothing to halt.
        guard access(world.folder, F_OK) == 0 else { return }
        if world.faults.chance(0.003) { try halt() }
        if world.faults.chance(0.001) { try panic() }
        halted = standing > .open || world.inspector.isHaltedByPerson ? halted + 1 : 0
        if halted > 4, world.faults.chance(0.25) || !world.faults.isActive { try free() }
    }

    /// Halts trading, whatever the process is at.
    func halt() throws {
        let standing: TradingStanding = world.faults.number(0...2) == 0 ? .reduceOnly : .halt
        // The process may be sending an order, which nobody waits for on the one thread of a simulation.
        try ControlFile.restrictWhileHeld(
            world.folder, to: standing, cancels: world.faults.number(0...1) == 0, reason: "looks odd",
            by: "Ada", at: world.now)
        world.inspector.isHaltedByPerson = true
        world.inspector.note("a person says: \(standing)")
    }

    private var panicFile: String { "\(world.folder)/panic" }

    private func panic() throws {
        let descriptor = open(panicFile, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw WorldFault("the panic file cannot be made") }
        close(descriptor)
        world.inspector.isHaltedByPerson = true
        world.inspector.note("a person makes a panic file")
    }

    mutating func free() throws {
        unlink(panicFile)
        try ControlFile.resume(world.folder, reason: "was nothing", by: "Ada", at: world.now)
        halted = 0
        world.inspector.freed()
        world.inspector.note("a person frees trading")
    }
}
