import SluiceDocument
import SluiceKit
import SluiceMarket

/// Blocks or shrinks decisions that are made in the quiet hours around noon.
///
/// A decision counts by the time of its cycle: the lull begins `from` after the session's open, that moment
/// included, and lasts for `length`, its end not included.
package final class LunchGate: Gate {
    package static let atLunch = Reason("at_lunch")
    package static let thinAtLunch = Reason("thin_at_lunch", unit: .number)

    package static let manifest = Manifest(
        "lunch",
        "Blocks or shrinks a decision that is made in the quiet hours around noon.",
        reasons: [atLunch, thinAtLunch]
    )

    package struct Settings: PluginSettings {
        @Setting(in: .zero ... .hours(24), help: "Time after the session's open at which the lull begins.")
        var from: Span = .minutes(150)

        @Setting(in: .minutes(1) ... .hours(24), help: "How long the lull lasts.")
        var length: Span = .minutes(90)

        @Setting(in: 0...1, help: "Part of its size that a decision keeps during the lull; 0 blocks it.")
        var keep = 0.0

        package init() {}

        package func check(_ issues: inout [Diagnostic]) {
            if from + length > .hours(24) {
                issues.append($length.conflict("ends more than 24 hours after the open"))
            }
        }
    }

    package static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        let session = Span.minutes(plan.calendar.sessionMinutes)
        if plan.every >= session {
            issues.append(settings.$from.conflict("needs cycles within a session, not every \(plan.every)"))
        } else if settings.from >= session {
            issues.append(settings.$from.conflict("is no time of a session, which lasts \(session)"))
        }
    }

    private let from: Span
    private let end: Span
    private let keep: Double
    private let calendar: TradingCalendar

    package init(settings: Settings, context: StageContext) {
        from = settings.from
        end = settings.from + settings.length
        keep = settings.keep
        calendar = context.axes.calendar
    }

    package func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        // A cycle outside every session has no lull; nothing trades in it either.
        guard let session = calendar.session(on: cycle.session) else { return }
        let elapsed = cycle.now.since(session.open)
        guard elapsed >= from, elapsed < end else { return }
        for index in 0..<decisions.count where decisions.isOpen(index) {
            if keep == 0 {
                decisions.block(index, Self.atLunch)
            } else {
                decisions.scaleDown(index, by: keep, Self.thinAtLunch, observed: keep)
            }
        }
    }
}
