import SluiceDocument
import SluiceKit

extension Planner {
    /// The mode of the plan, after saying which modes no broker serves.
    mutating func chosenMode(_ drafts: [Draft]) -> Mode? {
        let brokers = drafts.filter { $0.plugin?.kind == .broker }
        if let mode = options.mode {
            if !declaration.modes.contains(mode), !declaration.modes.isEmpty {
                issues.append(
                    Diagnostic(
                        .modeNotListed, "'modes' does not list \(mode.rawValue)", at: declaration.modesSpan))
            }
            for broker in brokers { check(broker, [mode]) }
            return mode
        }
        // `live` only ever by name; a file with live alone is valid all the same.
        let standard = declaration.modes.first { $0 != .live } ?? declaration.modes.first
        guard let standard, let broker = brokers.first else { return standard }
        if options.isStrict {
            check(broker, [standard])
        } else if options.profile != nil {
            // A profile makes the file fit for one of its modes, and which one is said when it runs.
            guard let served = declaration.modes.first(where: { serves(broker.plugin, $0) }) else {
                check(broker, declaration.modes)
                return standard
            }
            return served
        } else {
            check(broker, declaration.modes.filter { $0 == standard || $0 != .live && !isBrought($0) })
        }
        return standard
    }

    /// Whether a profile brings a broker for a mode.
    private func isBrought(_ mode: Mode) -> Bool { profilePlugins.contains { serves($0, mode) } }

    private func serves(_ plugin: PluginEntry?, _ mode: Mode) -> Bool {
        plugin?.brokerType?.modes.contains(mode) ?? false
    }

    private mutating func check(_ broker: Draft, _ modes: [Mode]) {
        guard let type = broker.plugin?.brokerType else { return }
        let served = type.modes.map(\.rawValue).sorted().joined(separator: ", ")
        for mode in modes where !type.modes.contains(mode) {
            issues.append(
                Diagnostic(
                    .brokerMode, "\(broker.uses) serves \(served), not \(mode.rawValue)",
                    at: broker.place
                )
            )
        }
    }
}
