import SluiceDocument
import SluiceKit
import SluiceMarket

/// Turns declarations into a plan: plugins looked up, settings decoded, stages wired and put in order.
struct Planner {
    let registry: Registry
    let declaration: PipelineDeclaration
    let options: PipelineOptions
    let files: any FileAccess
    let instruments: [String]
    /// The plugins that profiles put in place of others.
    let profilePlugins: [PluginEntry]
    private let readings: ReadingMemory?
    var issues: [Diagnostic] = []
    /// The mode the plan is for; nil when the file lists none.
    private(set) var mode: Mode?

    init(
        registry: Registry, declaration: PipelineDeclaration, options: PipelineOptions,
        files: any FileAccess, instruments: [String], profilePlugins: [PluginEntry], readings: ReadingMemory?
    ) {
        (self.registry, self.declaration, self.options) = (registry, declaration, options)
        (self.files, self.instruments) = (files, instruments)
        (self.profilePlugins, self.readings) = (profilePlugins, readings)
    }

    /// The stages in the order in which they run, wired; the plan holds only when no issue is an error.
    mutating func plannedStages() -> [PlannedStage] {
        checkIDs()
        let drafts = declaration.stages.map { draft($0, isAlert: false) }
        let mayGoLive = declaration.modes.contains(.live)
        let hasRisk = drafts.contains { $0.kind == .risk || $0.kind == nil }
        var wiring = Wiring(drafts, excused: mayGoLive && !hasRisk ? [.targets, .approved] : [])
        wiring.connect()
        issues += wiring.issues
        checkWhole(wiring.drafts)
        mode = chosenMode(wiring.drafts)
        return fitted(wiring.drafts).compactMap { planned($0) }
    }

    /// The alert sinks with their events.
    mutating func plannedAlerts() -> [PlannedAlert] {
        declaration.alerts.compactMap { declared in
            let events = events(of: declared)
            let draft = draft(declared, isAlert: true)
            guard let plugin = draft.plugin, let decoded = draft.decoded else { return nil }
            return PlannedAlert(id: draft.id, plugin: plugin, decoded: decoded, events: events)
        }
    }

    private mutating func checkIDs() {
        var seen: [String: SourceSpan] = [:]
        for id in (declaration.stages + declaration.alerts).compactMap(\.id) {
            guard let first = seen[id.text] else {
                seen[id.text] = id.span
                continue
            }
            issues.append(
                Diagnostic(
                    .duplicateID, "the id '\(id.text)' is used twice", at: id.span,
                    related: [.init("first used here", at: first)]
                )
            )
        }
    }

    private mutating func draft(_ declared: StageDeclaration, isAlert: Bool) -> Draft {
        let draft = Draft(declared, in: registry, readings, into: &issues)
        guard let plugin = draft.plugin else {
            if let uses = declared.uses { issues.append(unknownPlugin(uses)) }
            return draft
        }
        if (plugin.kind == .alert) != isAlert {
            let text =
                isAlert
                ? "'\(plugin.fullName)' is no alert sink; it stands under 'stages'"
                : "'\(plugin.fullName)' is an alert sink; it stands under 'alerts'"
            issues.append(Diagnostic(.wrongPortType, text, at: draft.place))
            return Draft(unknown: declared)
        }
        if let (policy, span) = declared.faultPolicy, !plugin.kind.faultPolicies.contains(policy) {
            issues.append(badFaultPolicy(policy, of: plugin.kind, at: span))
        }
        return draft
    }

    private func badFaultPolicy(_ policy: FaultPolicy, of kind: StageKind, at span: SourceSpan) -> Diagnostic
    {
        let words = kind.faultPolicies.map(\.rawValue)
        return Diagnostic(
            .badFaultPolicy,
            "a \(kind.rawValue) stage may \(words.joined(separator: ", ")) on error, not '\(policy.rawValue)'",
            at: span
        )
    }

    private func unknownPlugin(_ uses: StageDeclaration.Word) -> Diagnostic {
        let kinds = StageKind.allCases.map(\.rawValue)
        let isKind = kinds.contains(String(uses.text.prefix { $0 != "." })) && uses.text.contains(".")
        return Diagnostic(
            .unknownPlugin,
            isKind
                ? "no plugin is named '\(uses.text)'"
                : "'\(uses.text)' is not kind.name; kinds are \(kinds.joined(separator: ", "))",
            at: uses.span, suggestion: nearestName(to: uses.text, among: registry.names)
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
        guard let plugin = draft.plugin, let decoded = draft.decoded else { return nil }
        return PlannedStage(
            id: draft.id, span: draft.declaration.span, plugin: plugin, decoded: decoded,
            outline: draft.outline, inputs: draft.inputs,
            faultPolicy: draft.declaration.faultPolicy?.policy ?? plugin.kind.faultPolicies[0],
            capital: draft.declaration.capital?.share
        )
    }
}
