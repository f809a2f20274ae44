import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// When a limit that is near deserves a word: settings that all checks with limits share.
struct WarningSettings: PluginSettings {
    @Setting(in: 1...100, help: "Part of a limit above which there is a warning.")
    var warnAt: Percent = 70

    @Setting(in: 1...100, help: "Part of a limit above which the warning is urgent.")
    var urgentAt: Percent = 90

    /// The two parts as a rule.
    var warning: LimitWarning {
        get throws(InvalidParameter) {
            try LimitWarning(near: warnAt.fraction, imminent: urgentAt.fraction)
        }
    }

    func check(_ issues: inout [Diagnostic]) {
        guard urgentAt < warnAt else { return }
        // Of the two it is the one that the file sets.
        issues.append(
            $warnAt.span == nil
                ? $urgentAt.conflict("must not be below 'warn_at', which is \(warnAt)")
                : $warnAt.conflict("must not be above 'urgent_at', which is \(urgentAt)"))
    }
}
