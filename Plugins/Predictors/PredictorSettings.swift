import SluiceDocument
import SluiceKit
import SluiceMarket

extension Horizon {
    /// The shortest horizon a setting may name: one minute.
    static let shortest = Horizon(parsing: "1m") ?? .session
    /// The longest horizon a setting may name: 2,520 sessions, about ten years.
    static let longest = Horizon(parsing: "2520d") ?? .session
}

extension SettingOrigin {
    /// Says what is wrong with a list of horizons that is empty or names one twice.
    func checkList(_ horizons: [Horizon], _ issues: inout [Diagnostic]) {
        if horizons.isEmpty { issues.append(conflict("names no horizon")) }
        for (index, horizon) in horizons.enumerated() where horizons[..<index].contains(horizon) {
            issues.append(conflict("names \(horizon) twice"))
        }
    }
}

/// The least and greatest value of a score; absent stays absent.
@inline(__always)
func bounded(_ score: Double, _ limit: Double) -> Double {
    score > limit ? limit : score < -limit ? -limit : score
}
