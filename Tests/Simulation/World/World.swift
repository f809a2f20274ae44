import SluiceKit
import SluiceMarket
import Synchronization

/// All of one history that outlives a process: the market, the venue, the disk's folder, and what was seen.
///
/// A history runs on one thread, and everything in it belongs to that thread.
final class World: @unchecked Sendable {
    let seed: UInt64
    let bug: PlantedBug?
    let folder: String
    /// The execution stage with its settings; nil lets the seed choose.
    let execution: String?
    private(set) var number = 0
    var market: SimulatedMarket
    var venue: SimulatedVenue
    var faults: FaultDice
    private(set) lazy var inspector = Inspector(self)
    var now: Timestamp
    /// The cycles that the world has seen, whatever the processes have run.
    var cycle = 0
    /// Whether nobody wants anything any more.
    var isQuiet = false
    /// What everyone expects of every instrument, in basis points; nil for what the seed says.
    var opinion: Double?
    /// Whether the disk takes its time.
    var isDiskSlow = false
    /// Whether the market shows nothing new.
    var isSilent = false
    /// How many cycles the venue answers nobody.
    var outage = 0
    /// What a person does while an order is on its way.
    var meanwhile: () -> Void = {}
    /// Whether the process has died: whatever it still does reaches nobody.
    private(set) var isDead = false
    /// After how many more touches it will.
    private var touchesLeft: Int?

    private static let all = Mutex<(next: Int, worlds: [Int: World])>((1, [:]))

    init(seed: UInt64, bug: PlantedBug?, folder: String, execution: String? = nil) {
        // Not long before midnight, so that every history sees a day end.
        now = Timestamp(seconds: 1_704_207_600)
        (self.seed, self.bug, self.folder, self.execution) = (seed, bug, folder, execution)
        market = SimulatedMarket(seed: seed, at: now)
        venue = SimulatedVenue(seed: seed)
        faults = FaultDice(seed: seed)
        number = Self.all.withLock { all in
            all.worlds[all.next] = self
            all.next += 1
            return all.next - 1
        }
    }

    /// Lets stages find it no longer.
    func close() { Self.all.withLock { $0.worlds[number] = nil } }

    /// The world in which a stage was built.
    static func of(_ number: Int) throws -> World {
        guard let world = all.withLock({ $0.worlds[number] }) else {
            throw WorldFault("there is no such world")
        }
        return world
    }

    // MARK: The end of a process

    /// Lets the process die after so many more of its steps that others can see.
    func letDie(after touches: Int) { if touchesLeft == nil, !isDead { touchesLeft = touches } }

    /// The process does something that others can see.
    func touch() {
        guard let left = touchesLeft else { return }
        touchesLeft = left > 0 ? left - 1 : nil
        isDead = isDead || left == 0
    }

    /// Another process begins.
    func revive() { (isDead, touchesLeft) = (false, nil) }

    func kill() { isDead = true }

    var isDying: Bool { touchesLeft != nil }
}

struct WorldFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
