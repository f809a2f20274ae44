import Foundation
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One history: a pipeline, its venue and its disk, from the first process to the day on which all is settled.
final class History {
    let world: World
    private let plan: Plan
    private(set) var process: SimulatedProcess?
    private(set) var person: Person
    /// Whether a person looks after the pipeline.
    var isAttended = true
    private var damagedPage: Int?
    private var isDamaged = false
    /// How many cycles the process stays down.
    private var down = 0
    private let cycles: Int

    static let fewestOrders = 50

    init(seed: UInt64, bug: PlantedBug? = nil, cycles: Int = 500, execution: String? = nil) throws {
        world = World(seed: seed, bug: bug, folder: Self.folder(), execution: execution)
        plan = try SimulatedPipeline(world: world).plan()
        person = Person(world)
        self.cycles = cycles
        world.meanwhile = { [unowned self] in
            if world.faults.chance(0.001) { try? person.halt() }
        }
    }

    /// On a disk in memory where there is one: what is durable there is not what is proven here.
    private static func folder() -> String {
        let memory = "/dev/shm"
        let place =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        return "\(place)/sluice-simulation-\(UUID().uuidString)"
    }

    /// Runs it to its end, or to the first invariant that does not hold.
    func run() -> HistoryResult {
        defer { end() }
        do { try live() } catch { world.inspector.fail(.runs, "\(error)") }
        let inspector = world.inspector
        inspector.counts.cycles = world.cycle
        inspector.engine = nil
        return HistoryResult(
            seed: world.seed, counts: inspector.counts, faults: world.faults.counts,
            violation: inspector.violation, digest: inspector.digest.value)
    }

    /// Leaves nothing behind.
    func end() {
        process = nil
        world.close()
        try? FileManager.default.removeItem(atPath: world.folder)
    }

    private func live() throws {
        while world.cycle < cycles, isSound { try step() }
        try calm()
        while world.cycle < cycles + 20, isSound { try step() }
        world.isQuiet = true
        while world.cycle < cycles + 50, isSound { try step() }
        guard isSound else { return }
        process?.engine.wantsReconciliation = true
        try step()
        checkEnd()
    }

    private var isSound: Bool { world.inspector.violation == nil }

    /// From here on nothing goes wrong any more.
    private func calm() throws {
        world.faults.isActive = false
        (world.outage, world.isDiskSlow, down) = (0, false, 0)
        process?.disk.setFull(false)
        world.inspector.note("faults have stopped")
    }

    // MARK: A cycle of the world

    func step() throws {
        world.cycle += 1
        goOn()
        try world.venue.trade(world.market, &world.faults)
        if world.faults.isActive { try world.venue.charge(at: world.now) }
        if isAttended { try person.look(process?.engine.standing ?? .open) }
        if process == nil { try begin() }
        guard let process else { return }
        changeDisk(process.disk)
        if world.faults.chance(0.012) { world.letDie(after: world.faults.number(0...14)) }
        runCycle(process)
        if world.isDead { crash() }
    }

    /// Time goes on, by a minute or past midnight, and the market with it.
    private func goOn() {
        world.now = world.now + .minutes(1)
        let jumps = world.faults.happens(.clockJump, 0.006)
        if jumps {
            world.now = world.now + .hours(24) - .minutes(world.faults.number(0...600))
            world.inspector.note("the clock jumps to \(world.now.iso8601)")
        }
        let isSilent = world.faults.chance(jumps ? 0.5 : 0.01)
        if isSilent { world.faults.count(.staleData) }
        let (first, last) = (world.faults.number(0...9), world.faults.number(0...9))
        let isAllSilent = world.isSilent || isSilent && jumps
        world.market.advance(to: world.now) { isAllSilent || isSilent && first <= $0 && $0 <= last }
        world.outage = max(world.outage - 1, 0)
        if world.faults.happens(.outage, 0.004) { world.outage = world.faults.number(2...8) }
        if world.isDiskSlow {
            world.isDiskSlow = world.faults.chance(0.8)
        } else {
            world.isDiskSlow = world.faults.happens(.slowDisk, 0.01)
        }
    }

    private func changeDisk(_ disk: SimulatedDisk) {
        let stays = world.faults.chance(disk.isFull ? 0.7 : 0.01)
        if stays != disk.isFull { disk.setFull(stays) }
    }

    private func runCycle(_ process: SimulatedProcess) {
        let engine = process.engine
        let end = world.now + .minutes(1)
        guard world.now > engine.lastScheduled else { return }
        var outcome = engine.runCycle(at: world.now)
        var last = world.now
        ended(process)
        while outcome == .proceed, !world.isDead, let moment = engine.nextAct(after: last), moment < end {
            last = moment
            outcome = engine.act(at: moment)
            ended(process)
        }
    }

    private func ended(_ process: SimulatedProcess) {
        guard !world.isDead else { return }
        if !process.disk.isBehind { world.inspector.noteGuard(process.engine) }
        world.inspector.ended(process.engine)
    }

    // MARK: Processes

    private func begin() throws {
        damage()
        if down > 0 {
            down -= 1
            return
        }
        if isDamaged { return try accept() }
        do { process = try SimulatedProcess(world, plan) } catch let error as JournalError {
            guard error.code == .corrupt else { throw error }
            world.faults.count(.corruptPage)
            world.inspector.note("\(error)")
            (isDamaged, down) = (true, 2)
            refused()
        } catch let error as BuildError { world.inspector.note("no start: \(error)") }
    }

    /// No process gets to trade on a ledger that was damaged.
    private func refused() {
        if (try? SimulatedProcess(world, plan)) != nil {
            world.inspector.fail(.damageStops, "a process began although nobody has accepted the damage")
        }
    }

    private func accept() throws {
        refused()
        try SimulatedProcess.acceptDamage(world)
        isDamaged = false
        world.inspector.damageAccepted()
    }

    func crash() {
        process = nil
        world.inspector.engine = nil
        world.faults.count(.crash)
        world.inspector.note("the process dies")
        down = world.faults.number(0...3) / 3 * world.faults.number(0...5)
        if world.faults.chance(0.15) { damagedPage = world.faults.number(1...7) }
    }

    /// A page goes bad while no process has the ledger open.
    private func damage() {
        guard let page = damagedPage else { return }
        damagedPage = nil
        if DiskDamage.damage("\(world.folder)/ledger.sqlite", page: page) {
            world.inspector.note("page \(page) is damaged")
        }
    }

    // MARK: The end

    /// Looks whether ledger and venue are equal, and whether there was anything to see.
    func checkEnd(fewestOrders: Int = History.fewestOrders) {
        let (inspector, venue) = (world.inspector, world.venue)
        guard let engine = process?.engine else {
            return inspector.fail(.settles, "no process has begun")
        }
        let portfolio = engine.portfolio
        if portfolio.holdings != venue.holdings {
            inspector.fail(.settles, "holdings are \(portfolio.holdings) here and \(venue.holdings) there")
        }
        if portfolio.cash != venue.cash {
            inspector.fail(.settles, "cash is \(portfolio.cash) here and \(venue.cash) there")
        }
        if !portfolio.openOrders.isEmpty || !venue.openOrders.isEmpty {
            inspector.fail(
                .settles,
                "\(portfolio.openOrders.count) orders are open here, \(venue.openOrders.count) there")
        }
        if !engine.isReconciled { inspector.fail(.settles, "ledger and venue were not found equal") }
        if inspector.counts.orders < fewestOrders {
            inspector.fail(.lively, "\(inspector.counts.orders) orders in \(world.cycle) cycles")
        }
    }
}

/// What came of a history.
struct HistoryResult: Sendable {
    let seed: UInt64
    let counts: HistoryCounts
    let faults: FaultCounts
    let violation: Violation?
    /// A fingerprint of cash and holdings after each step.
    let digest: UInt64
}
