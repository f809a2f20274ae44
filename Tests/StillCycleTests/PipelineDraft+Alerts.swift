import SluiceKit

/// Sinks that are told what happens.
extension PipelineDraft {
    mutating func addAlerts() {
        guard draw.chance(0.15) else { return }
        let sinks = draw.one(of: [["log"], ["webhook"], ["log", "webhook"]])
        for sink in sinks {
            let others = EventKind.allCases.map(\.rawValue).filter { $0 != "run.stopped" }
            let events = draw.some(of: others, draw.number(1...others.count)) + ["run.stopped"]
            let severity = draw.one(of: ["info", "info", "warning"])
            let address = sink == "webhook" ? "url: $secret.hook, " : ""
            addAlert(sink, on: events, "alert.\(sink), with: { \(address)min_severity: \(severity) }")
        }
    }
}
