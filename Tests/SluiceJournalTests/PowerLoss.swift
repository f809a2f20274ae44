import CPowerLoss
import Foundation
import SluiceKit
import TemporaryFolders
import Testing

@testable import SluiceJournal

/// What is left on the disk when the power goes at seeded points of some work: a layer under SQLite keeps apart what was
/// written and not yet synced.
struct PowerLoss {
    /// The files as one loss left them.
    struct Image {
        let folder: String
        /// What was noted last before the loss.
        let noted: Int64
    }

    /// What becomes of writes that were not synced.
    let form: power_loss_form
    let points: Int
    let seed: UInt64

    /// Does the work twice, first to count its operations, and gives what each loss leaves to a function.
    func strike(_ work: () throws -> Void, _ examine: (Image) throws -> Void) throws {
        try #require(power_loss_register() == 0)
        power_loss_reset()
        try work()
        let operations = UInt64(power_loss_operations())
        let place = try TemporaryFolder(inMemory: true)
        var dice = Dice(seed: seed)
        let moments = (0..<points).map { _ in Int64(dice.next() % operations) + 1 }.sorted()
        power_loss_reset()
        for (index, moment) in moments.enumerated() {
            let folder = "\(place.path)/\(index)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            power_loss_arm(moment, folder, dice.next(), form)
        }
        try work()
        for index in 0..<points {
            let image = Image(folder: "\(place.path)/\(index)", noted: power_loss_noted(Int32(index)))
            try #require(image.noted >= 0, "the second run has the operations of the first")
            try examine(image)
        }
    }
}

extension PowerLoss.Image {
    /// A state folder with what is left; its name was synced before any file in it was made.
    func open() throws -> StateFolder {
        let state = try StateFolder.open(folder + "/state", Ledgers.identity)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.contains(".sqlite")
        {
            try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(state.path)/\(name)")
        }
        return state
    }
}
