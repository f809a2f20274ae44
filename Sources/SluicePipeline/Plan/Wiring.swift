import SluiceDocument
import SluiceKit

/// Connects stages by port type: the nearest earlier stage that gives it, or what `from:` says.
struct Wiring {
    private(set) var drafts: [Draft]
    private(set) var issues: [Diagnostic] = []
    /// Types between which a stage is missing, which is said elsewhere.
    private let excused: Set<PortType>
    /// The number of the first stage with each id.
    private let numbers: [String: Int]
    /// For each type the last stage so far that gives it.
    private var latest: [(type: PortType, stage: Int)] = []
    /// The stages with a `from:` that leads nowhere or round in a circle.
    private var misled: Set<Int> = []
    /// What nobody gives and somebody was said to miss.
    private var missed: Set<[PortType]> = []

    init(_ drafts: [Draft], excused: Set<PortType> = []) {
        (self.drafts, self.excused) = (drafts, excused)
        numbers = Dictionary(
            drafts.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// Fills every stage's inputs, reports what does not fit, and puts the stages in the order in which they run.
    mutating func connect() {
        for number in drafts.indices {
            drafts[number].inputs = inputs(of: number)
            guard let gives = drafts[number].ports.gives else { continue }
            latest.removeAll { $0.type == gives }
            latest.append((gives, number))
        }
        var order = StageOrder(drafts)
        order.find()
        issues += order.circles.map(circle)
        // What the stages of a circle would take instead is not known.
        misled.formUnion(order.circles.joined())
        reportUnused()
        if order.circles.isEmpty { drafts = order.sorted }
    }

    private mutating func inputs(of number: Int) -> [[Int]] {
        let draft = drafts[number]
        var inputs = draft.ports.needs.map { _ in [Int]() }
        for word in draft.declaration.from {
            guard let source = numbers[word.text] else {
                misled.insert(number)
                reportUnknown(word, of: number)
                continue
            }
            assign(source, word, to: number, &inputs)
        }
        for (index, need) in draft.ports.needs.enumerated()
        where inputs.indices.contains(index) && inputs[index].isEmpty {
            if let source = nearest(need) {
                inputs[index] = [source]
            } else if !need.isOptional {
                reportMissing(need, of: number)
            }
        }
        return inputs
    }

    /// Feeds a stage what `from:` names, into the first need that takes it.
    private mutating func assign(
        _ source: Int, _ word: StageDeclaration.Word, to number: Int, _ inputs: inout [[Int]]
    ) {
        let draft = drafts[number]
        let gives = drafts[source].ports.gives
        if let gives {
            for (index, need) in draft.ports.needs.enumerated() where need.types.contains(gives) {
                guard !inputs[index].contains(source) else {
                    issues.append(Diagnostic(.wrongPortType, "'\(word.text)' is named twice", at: word.span))
                    return
                }
                let isFirst = inputs[index].isEmpty
                guard isFirst || (need.joins && drafts[inputs[index][0]].ports.gives == gives) else {
                    continue
                }
                inputs[index].append(source)
                return
            }
        }
        // Kept apart from the needs: the circle that it may close is an error of its own.
        inputs.append([source])
        let isPossible = PortType.allCases.contains { drafts[source].mayGive($0) && draft.mayTake($0) }
        guard !(draft.isGuess || drafts[source].isGuess) || !isPossible else { return }
        misled.insert(number)
        issues.append(
            Diagnostic(.wrongPortType, mismatch(word.text, gives, draft, inputs), at: word.span))
    }

    /// The nearest earlier stage that gives one of the types; a learner may also stand later.
    private func nearest(_ need: Ports.Need) -> Int? {
        if let earlier = latest.last(where: { need.types.contains($0.type) }) { return earlier.stage }
        return need.types == [.weights] ? drafts.indices.first { drafts[$0].ports.gives == .weights } : nil
    }
}

// MARK: - What does not fit

extension Wiring {
    private mutating func reportUnknown(_ word: StageDeclaration.Word, of number: Int) {
        let ids = drafts.map(\.id).filter { $0 != drafts[number].id }
        issues.append(
            Diagnostic(
                .unknownStage, "no stage has the id '\(word.text)'", at: word.span,
                suggestion: nearestName(to: word.text, among: ids)
            )
        )
    }

    private func mismatch(
        _ source: String, _ gives: PortType?, _ draft: Draft, _ inputs: [[Int]]
    ) -> String {
        guard let gives else { return "'\(source)' gives nothing that another stage could take" }
        let needs = draft.ports.needs
        if let taken = needs.indices.first(where: { needs[$0].types.contains(gives) }),
            let first = inputs[taken].first
        {
            let other = drafts[first]
            return needs[taken].joins
                ? "'\(source)' gives \(gives.rawValue), which do not join the \(other.ports.gives?.rawValue ?? "") of '\(other.id)'"
                : "\(draft.uses) takes one stage's \(gives.rawValue), and '\(other.id)' gives them already"
        }
        let wanted = needs.flatMap(\.types).map(\.rawValue).joined(separator: ", ")
        let text = "'\(source)' gives \(gives.rawValue), but \(draft.uses) takes \(wanted)"
        guard gives == .scores, needs.contains(where: { $0.types.contains(.forecasts) }) else { return text }
        return text + "; a score has no scale, so put a calibrator between the two"
    }

    private mutating func reportMissing(_ need: Ports.Need, of number: Int) {
        let draft = drafts[number]
        guard draft.plugin != nil, !misled.contains(number), !need.types.allSatisfy(excused.contains),
            // What an earlier stage of an unknown plugin gives is not known.
            !drafts[..<number].contains(where: { need.types.contains(where: $0.mayGive) })
        else { return }
        let later = drafts[number...].first { $0.ports.gives.map(need.types.contains) ?? false }
        // What nobody gives at all is said once, for the first stage that takes it.
        guard later != nil || missed.insert(need.types).inserted else { return }
        let wanted = need.types.map(\.rawValue).joined(separator: " or ")
        let place = later.map { ": '\($0.id)' stands behind it" } ?? ""
        issues.append(
            Diagnostic(
                .missingInput, "\(draft.uses) takes \(wanted), and no earlier stage gives that\(place)",
                at: draft.place
            )
        )
    }

    private mutating func reportUnused() {
        var isUsed = drafts.map { _ in false }
        for draft in drafts { for source in draft.inputs.joined() { isUsed[source] = true } }
        let hasBroker = drafts.contains { $0.kind == .broker }
        for (number, draft) in drafts.enumerated() where !isUsed[number] && draft.plugin != nil {
            guard let gives = draft.ports.gives, gives != .orders || hasBroker,
                // The second of two equal ids cannot be named; one error says so.
                numbers[draft.id] == number, !mayBeMeant(gives), !excused.contains(gives)
            else { continue }
            issues.append(
                Diagnostic(
                    .unusedOutput, "nothing takes the \(gives.rawValue) of '\(draft.id)'",
                    at: draft.declaration.name.span
                )
            )
        }
    }

    /// Whether a stage with an error of its own might take a type once that is mended.
    private func mayBeMeant(_ type: PortType) -> Bool {
        drafts.enumerated().contains { number, draft in
            let takes = draft.ports.needs.contains { $0.types.contains(type) }
            if misled.contains(number) && takes { return true }
            return !takes && draft.mayTake(type)
        }
    }

    private func circle(_ members: [Int]) -> Diagnostic {
        let names = members.map { "'\(drafts[$0].id)'" }.joined(separator: ", ")
        let ids = Set(members.map { drafts[$0].id })
        let words = members.flatMap { drafts[$0].declaration.from }
        return Diagnostic(
            .wiringCycle,
            members.count == 1 ? "\(names) feeds itself" : "\(names) feed each other in a circle",
            at: words.first { ids.contains($0.text) }?.span ?? drafts[members[0]].declaration.span
        )
    }
}
