import CPowerLoss
import Foundation
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

/// A layer under SQLite keeps apart what was written and not yet synced.
///
/// At seeded points it makes the files as they
/// would be if the power went then: what was not synced is lost, all of it or a random subset of its sectors.
@Suite(.serialized) struct PowerLossTests {
    private static let points = 200
    private static let batches = 160

    /// What was found in the files after a loss of power.
    private struct Finding {
        var images = 0
        /// Images that miss a batch whose write had returned.
        var missing = 0
        /// Images that hold a part of a batch.
        var torn = 0
        /// Images that could not be opened, or are damaged.
        var damaged = 0
    }

    /// A batch whose parts all say its number.
    private static func batch(_ number: Int64) throws -> LedgerBatch {
        var batch = LedgerBatch()
        (batch.cycle, batch.scheduled) = (number, Ledgers.noon)
        batch.intents = [Ledgers.intent(UInt64(2 * number)), Ledgers.intent(UInt64(2 * number + 1))]
        batch.transitions = [Ledgers.step(UInt64(2 * number), .intended, .sent)]
        batch.fills = [try Ledgers.fill(UInt64(number), of: UInt64(2 * number))]
        batch.positions = [PositionState("SPY", quantity: Amount(Int(number)), averagePrice: Amount(1))]
        // Large enough to spread over several pages, and to be moved into the file now and then.
        batch.memories = [
            StageMemory(
                stage: "trend", fingerprint: 1, version: 1,
                words: Array(repeating: UInt64(number), count: 4_000))
        ]
        return batch
    }

    /// Writes batches over the layer, which makes an image at each of some operations.
    private static func record(
        _ durability: Database.Durability, images: [(Int64, String, UInt64)], form: power_loss_form
    )
        throws -> Int64
    {
        try #require(power_loss_register() == 0)
        power_loss_reset()
        for (operation, folder, seed) in images { power_loss_arm(operation, folder, seed, form) }
        let ledgers = try Ledgers(inMemory: true)
        let ledger = try LedgerFile.open(
            in: ledgers.open(), now: Ledgers.noon, durability: durability, vfs: "power-loss")
        for number in 1...Int64(batches) {
            try ledger.write(batch(number))
            power_loss_note(number)
        }
        return power_loss_operations()
    }

    private static func losePower(
        _ durability: Database.Durability, _ form: power_loss_form, seed: UInt64
    ) throws
        -> Finding
    {
        // How many operations there are is seen in a run without a loss.
        let operations = try record(durability, images: [], form: form)
        let place = try TemporaryFolder(inMemory: true)
        var dice = Dice(seed: seed)
        let moments = (0..<points).map { _ in Int64(dice.next() % UInt64(operations)) + 1 }.sorted()
        var images: [(Int64, String, UInt64)] = []
        for (index, moment) in moments.enumerated() {
            let folder = "\(place.path)/\(index)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            images.append((moment, folder, dice.next()))
        }
        _ = try record(durability, images: images, form: form)
        var finding = Finding()
        for (index, image) in images.enumerated() {
            let acknowledged = power_loss_noted(Int32(index))
            guard acknowledged >= 0 else { continue }
            finding.images += 1
            examine(image.1, acknowledged: acknowledged, &finding)
        }
        return finding
    }

    /// Opens what is left as a restart would.
    private static func examine(_ folder: String, acknowledged: Int64, _ finding: inout Finding) {
        do {
            // The folder's name outlives the power: it was synced before the ledger was made.
            let state = try StateFolder.open(folder + "/state", Ledgers.identity)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder)
            where name.hasPrefix("ledger") {
                try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(state.path)/\(name)")
            }
            let ledger = try LedgerFile.open(in: state, now: Ledgers.noon)
            let found = try ledger.load()
            let last = found.cycle
            if last < acknowledged { finding.missing += 1 }
            let orders = try ledger.database.number("SELECT count(*) FROM orders") ?? -1
            let sent = try ledger.database.number("SELECT count(*) FROM orders WHERE state = 'sent'") ?? -1
            let isWhole =
                orders == 2 * last && sent == last && found.fillCount == last
                && (last == 0
                    || found.positions == [
                        PositionState("SPY", quantity: Amount(Int(last)), averagePrice: Amount(1))
                    ] && found.memories.first?.words == Array(repeating: UInt64(last), count: 4_000))
            if !isWhole { finding.torn += 1 }
        } catch { finding.damaged += 1 }
    }

    @Test(arguments: [power_loss_nothing, power_loss_some_sectors])
    func `at 200 points of seed 41 no acknowledged batch is missing, and none is torn`(
        form: power_loss_form
    ) throws {
        let finding = try Self.losePower(.full, form, seed: 41)
        #expect(finding.images == Self.points)
        #expect(finding.missing == 0 && finding.torn == 0 && finding.damaged == 0)
    }

    @Test func `commits that are not synced are found missing`() throws {
        #expect(try Self.losePower(.normal, power_loss_nothing, seed: 41).missing > Self.points / 2)
        let finding = try Self.losePower(.off, power_loss_some_sectors, seed: 41)
        #expect(finding.missing + finding.torn + finding.damaged > Self.points / 2)
    }
}
