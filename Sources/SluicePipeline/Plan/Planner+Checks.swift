import SluiceDocument
import SluiceKit
import SluiceMarket

extension Planner {
    /// Checks that concern the whole pipeline: the way to the broker, risk, resources, shares of capital.
    mutating func checkWhole(_ drafts: [Draft], mode: Mode?, isComplete: Bool) {
        checkClaims(drafts)
        checkCapital(drafts)
        guard isComplete, !drafts.isEmpty else { return }
        let brokers = drafts.filter { $0.plugin.kind == .broker }
        if brokers.isEmpty {
            issues.append(
                Diagnostic(.brokenChain, "the pipeline has no broker", at: drafts.last?.declaration.span)
            )
        }
        for broker in brokers.dropFirst() {
            issues.append(
                Diagnostic(
                    .brokenChain, "the pipeline has a second broker", at: broker.declaration.uses.span,
                    related: [.init("the first one", at: brokers[0].declaration.uses.span)]
                )
            )
        }
        if declaration.modes.contains(.live), !drafts.contains(where: { $0.plugin.kind == .risk }) {
            issues.append(
                Diagnostic(
                    .noRiskStage, "the pipeline may go live and has no risk stage",
                    at: brokers.first?.declaration.span
                )
            )
        }
        for broker in brokers { checkMode(of: broker, mode) }
    }

    /// In the mode asked for, else in every mode but live: a profile brings the broker for that.
    private mutating func checkMode(of broker: Draft, _ mode: Mode?) {
        guard let served = (broker.plugin.type as? any Broker.Type)?.modes else { return }
        let modes = mode.map { [$0] } ?? declaration.modes.filter { $0 != .live }
        for mode in modes where !served.contains(mode) {
            let words = served.map(\.rawValue).sorted().joined(separator: ", ")
            issues.append(
                Diagnostic(
                    .brokerMode, "\(broker.plugin.fullName) serves \(words), not \(mode.rawValue)",
                    at: broker.declaration.uses.span
                )
            )
        }
    }

    private mutating func checkClaims(_ drafts: [Draft]) {
        var owners: [ResourceClaim: Draft] = [:]
        for draft in drafts {
            for claim in draft.decoded?.claims ?? [] {
                if let owner = owners[claim] {
                    issues.append(
                        Diagnostic(
                            .sharedResource,
                            "'\(owner.id)' and '\(draft.id)' both use the \(claim.resource.rawValue) '\(claim.name)'",
                            at: draft.declaration.span,
                            related: [.init("the other one", at: owner.declaration.span)]
                        )
                    )
                }
                owners[claim] = draft
            }
        }
    }

    private mutating func checkCapital(_ drafts: [Draft]) {
        for draft in drafts where draft.plugin.kind != .sizer {
            guard let (_, span) = draft.declaration.capital else { continue }
            issues.append(Diagnostic(.capitalOverflow, "only a sizer has a share of capital", at: span))
        }
        for draft in drafts where draft.plugin.kind == .risk {
            let sleeves = draft.inputs.first?.map { drafts[$0] }.filter { $0.plugin.kind == .sizer } ?? []
            guard sleeves.count > 1 || sleeves.contains(where: { $0.declaration.capital != nil }) else {
                continue
            }
            var sum = 0.0
            for sleeve in sleeves {
                guard let (share, span) = sleeve.declaration.capital else {
                    issues.append(
                        Diagnostic(
                            .capitalOverflow, "'\(sleeve.id)' is one of several sleeves and has no 'capital'",
                            at: sleeve.declaration.span
                        )
                    )
                    continue
                }
                sum += share.value
                if share.value <= 0 || sum > 100 + 1e-9 {
                    let text = sum > 100 ? "the shares sum to \(Percent(sum))" : "a share is more than 0%"
                    issues.append(Diagnostic(.capitalOverflow, text, at: span))
                }
            }
        }
    }

    /// Checks that concern a stage's settings and the rest of the pipeline.
    mutating func checkFit(_ drafts: [Draft]) {
        guard let cycle = declaration.cycle else { return }
        let facts = PlanFacts(
            every: cycle.every, calendar: cycle.calendar.calendar, horizons: Self.horizons(drafts)
        )
        for draft in drafts { draft.decoded?.check(facts, &issues) }
        // In nanoseconds of trading, so that cycles of a second and of a day are both exact.
        let bar = Int64((facts.barMinutes * 60e9).rounded())
        for draft in drafts {
            for horizon in draft.decoded?.horizons ?? [] {
                let length = Int64(horizon.minutes(inSession: facts.calendar.sessionMinutes))
                guard bar > 0, length.multipliedReportingOverflow(by: 60_000_000_000).partialValue % bar != 0
                else {
                    continue
                }
                let span = draft.declaration.settings.entry("horizons")?.value.span ?? draft.declaration.span
                let issue = Diagnostic(
                    .badHorizon, "the horizon \(horizon) is no whole number of cycles of \(facts.every)",
                    at: span
                )
                if !issues.contains(where: { $0.code == .badHorizon && $0.span == span }) {
                    issues.append(issue)
                }
            }
        }
    }

    /// The horizons of all stages, shortest first.
    static func horizons(_ drafts: [Draft]) -> [Horizon] {
        Set(drafts.flatMap { $0.decoded?.horizons ?? [] }).sorted()
    }
}
