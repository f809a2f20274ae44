import SluiceKit

/// The order in which stages run: each behind what feeds it, and otherwise as in the file.
struct StageOrder {
    private let drafts: [Draft]
    /// For each stage those that must run before it.
    private let sources: [[Int]]
    private var order: [Int] = []
    /// The stages of each circle that was found, in the order of the file; no stage is in two.
    private(set) var circles: [[Int]] = []

    init(_ drafts: [Draft]) {
        self.drafts = drafts
        // A learner is read one cycle later, so it is not waited for.
        sources = drafts.map { $0.inputs.flatMap(\.self).filter { drafts[$0].kind != .learner } }
    }

    /// Walks from every stage to what feeds it; with a stack of its own, because a file may chain many stages.
    mutating func find() {
        enum State { case new, open, placed }
        var states = drafts.map { _ in State.new }
        var inCircle: Set<Int> = []
        for start in drafts.indices where states[start] == .new {
            var path = [(stage: start, next: 0)]
            states[start] = .open
            while let (stage, next) = path.last {
                guard next < sources[stage].count else {
                    states[stage] = .placed
                    order.append(stage)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let source = sources[stage][next]
                switch states[source] {
                case .placed: continue
                case .new:
                    states[source] = .open
                    path.append((source, 0))
                case .open:
                    let circle = path.drop { $0.stage != source }.map(\.stage).sorted()
                    guard inCircle.isDisjoint(with: circle) else { continue }
                    inCircle.formUnion(circle)
                    circles.append(circle)
                }
            }
        }
    }

    /// The stages in order, with their inputs numbered anew.
    var sorted: [Draft] {
        var position = Array(repeating: 0, count: drafts.count)
        for (place, number) in order.enumerated() { position[number] = place }
        return order.map { number in
            var draft = drafts[number]
            draft.inputs = draft.inputs.map { $0.map { position[$0] } }
            return draft
        }
    }
}
