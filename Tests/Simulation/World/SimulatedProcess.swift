import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit

/// One process: an engine on the ledger that the ones before have left.
final class SimulatedProcess {
    let engine: Engine
    let disk: SimulatedDisk

    private static let identity = StateIdentity(
        pipeline: "simulated", mode: .paper, broker: "broker.world", account: "simulated")

    /// - Throws: `JournalError` for a ledger that cannot be used, `BuildError` where the venue does not answer.
    init(_ world: World, _ plan: Plan) throws {
        world.revive()
        engine = try Engine(
            plan: plan, surroundings: SimulatedPipeline.surroundings, clock: ManualClock(at: world.now))
        let folder = try StateFolder.open(world.folder, Self.identity)
        let file = try LedgerFile.open(in: folder, now: world.now)
        let state = try file.load(instruments: plan.instruments)
        disk = try SimulatedDisk(world, file)
        try engine.start()
        let journal = RunJournal(folder, state: state, store: disk, room: DiskRoom(low: 0, tight: 0))
        try engine.attach(journal, at: world.now)
        world.inspector.began(engine, anew: !journal.isContinued)
    }

    /// A person accepts that a ledger was damaged.
    static func acceptDamage(_ world: World) throws {
        let folder = try StateFolder.open(world.folder, identity)
        try DamageNote.accept(in: folder, by: "Ada", reason: "looked at the venue", now: world.now)
    }
}
