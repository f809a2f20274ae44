import SluiceKit
import SluiceMarket

/// Writes a line for each alert into the log that the person at the terminal sees.
///
/// `2024-01-02T15:00:00Z critical kill_switch (guard, SPY): daily loss 2.4%, limit 2%`. Control characters become
/// blanks, so that an alert is never more than one line.
final class LogAlertSink: AlertSink {
    static let manifest = Manifest("log", "Writes a line for each alert into the log of the run.")

    struct Settings: PluginSettings {
        @Setting(help: "Least grave alert that is written.")
        var minSeverity = Alert.Severity.info
    }

    private let minSeverity: Alert.Severity
    private let log: any StageLog

    init(settings: Settings, context: StageContext) {
        (minSeverity, log) = (settings.minSeverity, context.log)
    }

    func deliver(_ alert: Alert) {
        guard alert.severity.isAtLeast(minSeverity) else { return }
        let about = [alert.stage, alert.instrument].compactMap(\.self).joined(separator: ", ")
        let place = about.isEmpty ? "" : " (\(about))"
        let line =
            "\(alert.time.iso8601) \(alert.severity.rawValue) \(alert.event.rawValue)\(place): \(alert.message)"
        log.write(String(String.UnicodeScalarView(line.unicodeScalars.map(Self.printable))))
    }

    private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: " "
        default: scalar
        }
    }
}

extension Alert.Severity {
    /// Whether it is as grave as another or graver.
    func isAtLeast(_ other: Alert.Severity) -> Bool {
        let order = Alert.Severity.allCases
        return (order.firstIndex(of: self) ?? 0) >= (order.firstIndex(of: other) ?? 0)
    }
}
