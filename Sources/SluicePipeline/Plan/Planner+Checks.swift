import SluiceDocument
import SluiceKit
import SluiceMarket

extension Planner {
    /// Checks that concern the whole pipeline: the way to the broker, risk, resources, shares of capital.
    mutating func checkWhole(_ drafts: [Draft]) {
        checkClaims(drafts)
        checkCapital(drafts)
        guard !drafts.isEmpty, !drafts.contains(where: { $0.kind == nil }) else { return }
        let brokers = drafts.filter { $0.kind == .broker }
        if brokers.isEmpty {
            issues.append(
                Diagnostic(.brokenChain, "the pipeline has no broker", at: drafts.last?.place)
            )
        }
        for broker in brokers.dropFirst() {
            issues.append(
                Diagnostic(
                    .brokenChain, "the pipeline has a second broker", at: broker.place,
                    related: [.init("the first one", at: brokers[0].place)]
                )
            )
        }
        checkWhatIf(brokers)
        if let live = declaration.place(of: .live), !drafts.contains(where: { $0.kind == .risk }) {
            issues.append(
                Diagnostic(.noRiskStage, "the pipeline may go live and has no risk stage", at: live)
            )
        }
    }

    /// `what_if` needs a broker that answers it.
    private mutating func checkWhatIf(_ brokers: [Draft]) {
        guard declaration.orders.whatIf else { return }
        for broker in brokers {
            guard let type = broker.plugin?.brokerType, !type.answersWhatIf else { continue }
            issues.append(
                Diagnostic(
                    .noWhatIf, "\(broker.uses) cannot say what an order would do, and 'what_if' is on",
                    at: declaration.orders.$whatIf.span ?? broker.place,
                    related: [.init("the broker", at: broker.place)]))
        }
    }

    private mutating func checkClaims(_ drafts: [Draft]) {
        var owners: [ResourceClaim: Draft] = [:]
        for draft in drafts {
            for claim in draft.decoded?.claims ?? [] {
                guard let owner = owners[claim] else {
                    owners[claim] = draft
                    continue
                }
                issues.append(
                    Diagnostic(
                        .sharedResource,
                        "'\(owner.id)' and '\(draft.id)' both use the \(claim.resource.rawValue) '\(claim.name)'",
                        at: draft.declaration.name.span,
                        related: [.init("the other one", at: owner.declaration.name.span)]
                    )
                )
            }
        }
    }

    private mutating func checkCapital(_ drafts: [Draft]) {
        for draft in drafts where draft.kind != .sizer && draft.kind != nil {
            guard let (_, span) = draft.declaration.capital else { continue }
            issues.append(Diagnostic(.capitalOverflow, "only a sizer has a share of capital", at: span))
        }
        for draft in drafts where draft.kind == .risk {
            let sources = draft.inputs.first?.map { drafts[$0] } ?? []
            checkShares(of: sources.filter { $0.kind == .sizer })
        }
    }

    private mutating func checkShares(of sleeves: [Draft]) {
        guard sleeves.count > 1 || sleeves.contains(where: { $0.declaration.capital != nil }) else { return }
        var sum = 0.0
        for sleeve in sleeves {
            guard let (share, span) = sleeve.declaration.capital else {
                issues.append(
                    Diagnostic(
                        .capitalOverflow, "'\(sleeve.id)' is one of several sleeves and has no 'capital'",
                        at: sleeve.declaration.name.span
                    )
                )
                continue
            }
            guard let share else { continue }
            guard share.value > 0 else {
                issues.append(
                    Diagnostic(.capitalOverflow, "a share of capital is more than 0%, was \(share)", at: span)
                )
                continue
            }
            sum += share.value
            // Shares such as 33.3% are sums of binary fractions, which miss 100 by less than this.
            guard sum > 100 + 1e-9 else { continue }
            issues.append(
                Diagnostic(.capitalOverflow, "the shares sum to \(Percent(sum)), more than 100%", at: span))
        }
    }

    /// The stages with what their files say, after checks that concern a stage's settings and the rest of the pipeline.
    mutating func fitted(_ drafts: [Draft]) -> [Draft] {
        guard let cycle = declaration.cycle else { return drafts }
        var drafts = drafts
        let facts = PlanFacts(
            every: cycle.every, calendar: cycle.calendar.calendar,
            horizons: drafts.flatMap(\.horizons).sortedOnce, instruments: instruments
        )
        for number in drafts.indices {
            let own = badHorizons(of: drafts[number], facts)
            var found: [Diagnostic] = []
            if let decoded = drafts[number].decoded, decoded.isResolved {
                decoded.check(facts, &found)
                if !found.hasErrors { drafts[number].outline = decoded.outline(facts, files, &found) }
            }
            issues += own + found.filter { $0.code != .badHorizon || own.isEmpty }
            issues += unknownFeatures(of: drafts[number])
        }
        return drafts
    }

    /// The horizons of a stage that are no whole number of cycles.
    private func badHorizons(of draft: Draft, _ facts: PlanFacts) -> [Diagnostic] {
        // In nanoseconds of trading, so that cycles of a second and of a day are both exact.
        let bar = Int64((facts.barMinutes * 60e9).rounded())
        return draft.horizons.filter {
            let minutes = Int64($0.minutes(inSession: facts.calendar.sessionMinutes))
            return bar > 0 && minutes.multipliedReportingOverflow(by: 60_000_000_000).partialValue % bar != 0
        }.map { horizon in
            Diagnostic(
                .badHorizon, "the horizon \(horizon) is no whole number of cycles of \(facts.every)",
                at: place(of: horizon, in: draft)
            )
        }
    }

    /// Where a stage's settings name a horizon: the word, else the list that holds it, else the stage.
    private func place(of horizon: Horizon, in draft: Draft) -> SourceSpan {
        guard let list = draft.declaration.settings["horizons"] else { return draft.place }
        let word = list.elements?.first { $0.text.flatMap { Horizon(parsing: $0) } == horizon }
        return word?.span ?? list.head
    }
}
