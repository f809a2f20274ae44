import SluiceDocument
import SluiceKit

/// Connects stages by port type: the nearest earlier stage that gives it, or what `from:` says.
struct Wiring {
    private(set) var drafts: [Planner.Draft]
    private(set) var issues: [Diagnostic] = []
    private let isComplete: Bool
    private let numbers: [String: Int]
    /// For each type the last stage so far that gives it.
    private var latest: [PortType: Int] = [:]

    init(_ drafts: [Planner.Draft], isComplete: Bool) {
        (self.drafts, self.isComplete) = (drafts, isComplete)
        numbers = Dictionary(
            drafts.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// Fills every stage's inputs, reports what does not fit, and puts the stages in the order in which they run.
    mutating func connect() {
        for number in drafts.indices {
            drafts[number].inputs = inputs(of: number)
            if let gives = drafts[number].ports.gives { latest[gives] = number }
        }
        reportUnused()
        sort()
    }

    private mutating func inputs(of number: Int) -> [[Int]] {
        let draft = drafts[number]
        var inputs = draft.ports.needs.map { _ in [Int]() }
        for word in draft.declaration.from {
            guard let source = numbers[word.text] else {
                if isComplete || !drafts.isEmpty { reportUnknown(word, of: number) }
                continue
            }
            assign(source, word, to: number, &inputs)
        }
        for (index, need) in draft.ports.needs.enumerated() where inputs[index].isEmpty {
            guard let source = nearest(need) else {
                if !need.isOptional, isComplete { reportMissing(need, of: draft) }
                continue
            }
            inputs[index] = [source]
        }
        return inputs
    }

    private mutating func assign(
        _ source: Int, _ word: StageDeclaration.Word, to number: Int, _ inputs: inout [[Int]]
    ) {
        let draft = drafts[number]
        let gives = drafts[source].ports.gives
        let fitting = draft.ports.needs.indices.first { index in
            let need = draft.ports.needs[index]
            guard let gives, need.types.contains(gives) else { return false }
            return inputs[index].isEmpty || (need.joins && drafts[inputs[index][0]].ports.gives == gives)
        }
        guard let fitting else {
            let wanted = draft.ports.needs.flatMap(\.types).map(\.rawValue)
            let known = gives.map(\.rawValue) ?? "nothing"
            issues.append(
                Diagnostic(
                    .wrongPortType,
                    "'\(word.text)' gives \(known), but \(draft.plugin.fullName) takes \(wanted.joined(separator: ", "))",
                    at: word.span
                )
            )
            // A wrong input is one error: the need it was meant for is not reported missing as well.
            for index in inputs.indices where inputs[index].isEmpty && !draft.ports.needs[index].isOptional {
                if nearest(draft.ports.needs[index]) == nil { inputs[index] = [source] }
            }
            return
        }
        if inputs[fitting].contains(source) {
            issues.append(Diagnostic(.wrongPortType, "'\(word.text)' is named twice", at: word.span))
        } else {
            inputs[fitting].append(source)
        }
    }

    /// The nearest earlier stage that gives one of the types; a learner may also stand later.
    private func nearest(_ need: Ports.Need) -> Int? {
        if let earlier = need.types.compactMap({ latest[$0] }).max() { return earlier }
        return need.types == [.weights] ? drafts.indices.first { drafts[$0].ports.gives == .weights } : nil
    }

    private mutating func reportUnknown(_ word: StageDeclaration.Word, of number: Int) {
        let ids = drafts.map(\.id).filter { $0 != drafts[number].id }
        issues.append(
            Diagnostic(
                .unknownStage, "no stage has the id '\(word.text)'", at: word.span,
                suggestion: nearestName(to: word.text, among: ids)
            )
        )
    }

    private mutating func reportMissing(_ need: Ports.Need, of draft: Planner.Draft) {
        let wanted = need.types.map(\.rawValue).joined(separator: " or ")
        issues.append(
            Diagnostic(
                .missingInput, "\(draft.plugin.fullName) takes \(wanted), and no earlier stage gives that",
                at: draft.declaration.uses.span
            )
        )
    }

    private mutating func reportUnused() {
        guard isComplete, !issues.contains(where: { $0.code == .unknownStage || $0.code == .wrongPortType })
        else { return }
        let used = Set(drafts.flatMap { $0.inputs.joined() })
        for (number, draft) in drafts.enumerated() where !used.contains(number) {
            guard let gives = draft.ports.gives,
                !(gives == .orders && !drafts.contains { $0.plugin.kind == .broker })
            else { continue }
            issues.append(
                Diagnostic(
                    .unusedOutput, "nothing takes the \(gives.rawValue) of '\(draft.id)'",
                    at: draft.declaration.id.span
                )
            )
        }
    }

    /// Puts stages behind what feeds them, and otherwise leaves the order of the file.
    private mutating func sort() {
        var order: [Int] = []
        var isPlaced = drafts.map { _ in false }
        var count = -1
        while order.count > count {
            count = order.count
            for (number, draft) in drafts.enumerated() where !isPlaced[number] {
                // A learner is read one cycle later, so it is not waited for.
                let isReady = draft.inputs.allSatisfy { sources in
                    sources.allSatisfy { isPlaced[$0] || drafts[$0].plugin.kind == .learner }
                }
                guard isReady else { continue }
                isPlaced[number] = true
                order.append(number)
            }
        }
        guard order.count == drafts.count else {
            let circle = drafts.indices.filter { !isPlaced[$0] }
            let names = circle.map { "'\(drafts[$0].id)'" }.joined(separator: ", ")
            issues.append(
                Diagnostic(
                    .wiringCycle, "\(names) feed each other in a circle",
                    at: circle.first.map {
                        drafts[$0].declaration.from.first?.span ?? drafts[$0].declaration.span
                    }
                )
            )
            return
        }
        let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
        drafts = order.map { number in
            var draft = drafts[number]
            draft.inputs = draft.inputs.map { $0.compactMap { position[$0] } }
            return draft
        }
    }
}
