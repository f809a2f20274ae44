import SluiceDocument
import SluiceKit
import Synchronization

/// What settings were read as, so that a file that is planned a thousand times reads again only what differs.
///
/// Only readings without a finding are kept: equal settings of one plugin at one place are read as the same.
final class ReadingMemory: Sendable {
    private struct Key: Hashable {
        let plugin: String
        let settings: Node
    }

    /// Draws that never come again would fill it up.
    private static let limit = 4_096
    private let known = Mutex<[Key: StageReading]>([:])

    /// Reads settings, or remembers what they were read as.
    func read(_ plugin: PluginEntry, _ settings: Node, into issues: inout [Diagnostic]) -> StageReading {
        let key = Key(plugin: plugin.fullName, settings: settings)
        if let reading = known.withLock({ $0[key] }) { return reading }
        let before = issues.count
        let reading = plugin.read(settings, into: &issues)
        guard issues.count == before else { return reading }
        known.withLock { if $0.count < Self.limit { $0[key] = reading } }
        return reading
    }
}
