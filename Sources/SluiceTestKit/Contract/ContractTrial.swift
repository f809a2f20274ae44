import SluiceKit
import SluiceMarket

/// One stage on its way through the cycles of some conditions.
final class ContractTrial {
    let stage: any Stage
    let world: ContractWorld
    let driver: any StageDriver
    /// The files that the stage may open.
    let files: WatchedFiles
    /// Whether the stage has said anything so far.
    private(set) var hasSpoken = false
    /// What was not sane in its output, each matter once.
    private(set) var faults: [String] = []

    /// Builds a stage for the first cycle.
    convenience init(_ subject: ContractSubject, in conditions: ContractConditions) throws {
        let files = subject.files(in: conditions)
        let stage = try subject.build(in: conditions, files: files)
        try self.init(subject, stage, files, ContractWorld(conditions))
    }

    /// Builds a stage from what another one remembered behind some cycles.
    convenience init(
        _ subject: ContractSubject, in conditions: ContractConditions, after other: ContractTrial, cycles: Int
    ) throws {
        let memory = other.memory
        let world = ContractWorld(conditions)
        for cycle in 0..<cycles { _ = world.enter(cycle) }
        let files = subject.files(in: conditions)
        let stage = try subject.build(in: conditions, files: files, memory: memory)
        try self.init(subject, stage, files, world)
        driver.adopt(other.driver)
    }

    private init(
        _ subject: ContractSubject, _ stage: any Stage, _ files: WatchedFiles, _ world: ContractWorld
    ) throws {
        (self.stage, self.files, self.world) = (stage, files, world)
        driver = try makeDriver(stage, subject, world)
    }

    /// What the stage remembers now.
    var memory: [UInt64] {
        var writer = MemoryWriter()
        stage.remember(into: &writer)
        return writer.words
    }

    /// Goes through one cycle.
    /// - Returns: A digest of the output.
    func step(_ number: Int) throws -> UInt64 {
        let cycle = world.enter(number)
        driver.prepare(number)
        try driver.run(cycle)
        return try look(at: number)
    }

    /// Goes through one cycle and counts the allocations of the stage's call.
    func allocations(in number: Int, _ count: () -> UInt64) throws -> Int {
        let cycle = world.enter(number)
        driver.prepare(number)
        let before = count()
        try driver.run(cycle)
        let allocations = Int(count() - before)
        _ = try look(at: number)
        return allocations
    }

    private func look(at number: Int) throws -> UInt64 {
        hasSpoken = hasSpoken || driver.speaks
        for fault in try driver.faults(number) where !faults.contains(fault) { faults.append(fault) }
        var digest = Digest()
        driver.describe(into: &digest)
        return digest.value
    }

    /// Goes through the first cycles.
    /// - Returns: A digest of each cycle's output.
    func steps(_ count: Int) throws -> [UInt64] { try (0..<count).map { try step($0) } }
}
