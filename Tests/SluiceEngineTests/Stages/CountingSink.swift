import SluiceKit
import Synchronization

/// Keeps what it is given, or fails.
final class CountingSink: AlertSink {
    static let manifest = Manifest("counting", "Keeps what it is given.")

    struct Settings: PluginSettings {
        @Setting(help: "Whether it fails.") var fails = false
        @Setting(help: "Whether it never answers.") var hangs = false
    }

    private let fails: Bool
    private let hangs: Bool
    private let log: any StageLog

    init(settings: Settings, context: StageContext) {
        (fails, hangs, log) = (settings.fails, settings.hangs, context.log)
    }

    func deliver(_ alert: Alert) async throws {
        if hangs { try await Task.sleep(for: .seconds(3_600)) }
        if fails { throw TestFailure() }
        log.write("\(alert.number) \(alert.event.rawValue) \(alert.instrument ?? "-") \(alert.message)")
    }
}
