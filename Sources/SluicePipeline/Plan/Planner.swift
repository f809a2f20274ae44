import SluiceDocument
import SluiceKit
import SluiceMarket

/// Turns declarations into a plan: plugins looked up, settings decoded, stages wired and put in order.
struct Planner {
    /// A stage on its way into the plan.
    struct Draft {
        let declaration: StageDeclaration
        let plugin: PluginEntry
        /// Nil when a setting is wrong: the stage takes part in the wiring as its kind does.
        let decoded: DecodedStage?
        var inputs: [[Int]] = []

        var ports: Ports { decoded?.ports ?? .standard(plugin.kind) }
        var id: String { declaration.id.text }
    }

    let registry: Registry
    let declaration: PipelineDeclaration
    var issues: [Diagnostic] = []

    init(registry: Registry, declaration: PipelineDeclaration) {
        (self.registry, self.declaration) = (registry, declaration)
    }

    /// The stages in the order in which they run, wired; the plan holds only when no issue is an error.
    mutating func plannedStages(mode: Mode?) -> [PlannedStage]? {
        checkIDs()
        let drafts = declaration.stages.map { draft($0) }
        let known = drafts.compactMap { $0 }
        // With a stage of unknown kind missing, what the others lack says nothing.
        var wiring = Wiring(known, isComplete: known.count == drafts.count)
        wiring.connect()
        issues += wiring.issues
        let wired = wiring.drafts
        checkWhole(wired, mode: mode, isComplete: known.count == drafts.count)
        checkFit(wired)
        guard !issues.hasErrors else { return nil }
        return wired.compactMap { planned($0) }
    }

    /// The alert sinks with their events.
    mutating func plannedAlerts() -> [PlannedAlert] {
        declaration.alerts.compactMap { declared in
            let events = events(of: declared)
            guard let draft = draft(declared) else { return nil }
            if draft.plugin.kind != .alert {
                issues.append(
                    Diagnostic(
                        .wrongPortType, "'\(draft.plugin.fullName)' is no alert sink", at: declared.uses.span
                    )
                )
            }
            return draft.decoded.map {
                PlannedAlert(id: declared.id.text, plugin: draft.plugin, decoded: $0, events: events)
            }
        }
    }

    private mutating func checkIDs() {
        var seen: [String: SourceSpan] = [:]
        for stage in declaration.stages + declaration.alerts where stage.id.span != stage.uses.span {
            if let first = seen[stage.id.text] {
                issues.append(
                    Diagnostic(
                        .duplicateID, "the id '\(stage.id.text)' is used twice", at: stage.id.span,
                        related: [.init("first used here", at: first)]
                    )
                )
            } else {
                seen[stage.id.text] = stage.id.span
            }
        }
    }

    private mutating func draft(_ declared: StageDeclaration) -> Draft? {
        guard let plugin = registry.plugin(declared.uses.text) else {
            issues.append(unknownPlugin(declared))
            return nil
        }
        if let (policy, span) = declared.faultPolicy, !plugin.kind.faultPolicies.contains(policy) {
            let words = plugin.kind.faultPolicies.map(\.rawValue)
            issues.append(
                Diagnostic(
                    .badFaultPolicy,
                    "a \(plugin.kind.rawValue) stage may \(words.joined(separator: ", ")) on error, not '\(policy.rawValue)'",
                    at: span
                )
            )
        }
        return Draft(
            declaration: declared, plugin: plugin, decoded: plugin.decode(declared.settings, into: &issues)
        )
    }

    private func unknownPlugin(_ declared: StageDeclaration) -> Diagnostic {
        let uses = declared.uses
        let kinds = StageKind.allCases.map(\.rawValue)
        guard let dot = uses.text.firstIndex(of: "."), kinds.contains(String(uses.text[..<dot])) else {
            return Diagnostic(
                .unknownPlugin, "'\(uses.text)' is not kind.name; kinds are \(kinds.joined(separator: ", "))",
                at: uses.span, suggestion: nearestName(to: uses.text, among: registry.names)
            )
        }
        return Diagnostic(
            .unknownPlugin, "no plugin is named '\(uses.text)'", at: uses.span,
            suggestion: nearestName(to: uses.text, among: registry.names)
        )
    }

    private mutating func events(of declared: StageDeclaration) -> Set<EventKind> {
        let names = EventKind.allCases.map(\.rawValue)
        var events: Set<EventKind> = []
        for word in declared.events {
            if let event = EventKind(rawValue: word.text) {
                events.insert(event)
            } else {
                issues.append(
                    Diagnostic(
                        .unknownEvent, "there is no event '\(word.text)'", at: word.span,
                        suggestion: nearestName(to: word.text, among: names)
                    )
                )
            }
        }
        return events
    }

    private func planned(_ draft: Draft) -> PlannedStage? {
        draft.decoded.map {
            PlannedStage(
                id: draft.id, span: draft.declaration.span, plugin: draft.plugin, decoded: $0,
                inputs: draft.inputs,
                faultPolicy: draft.declaration.faultPolicy?.policy ?? draft.plugin.kind.faultPolicies[0],
                capital: draft.declaration.capital?.share
            )
        }
    }
}
