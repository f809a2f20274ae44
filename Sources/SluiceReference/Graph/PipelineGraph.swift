import SluiceKit
package import SluicePipeline

/// The stages of a plan and what flows between them, as the drawings need it.
package struct PipelineGraph {
    /// A stage.
    struct Box: Hashable {
        let id: String
        let uses: String
        let kind: StageKind
        /// Whether the market is one input among others, which a drawing says in words: every stage would have an
        /// arrow from the data otherwise.
        let takesMarketToo: Bool
    }

    /// What flows from one stage to another.
    struct Edge: Hashable {
        let from: Int
        let to: Int
        let type: PortType
        /// Whether it is read one cycle later, as what a learner gives is.
        let isLater: Bool
        /// Whether a drawing has an arrow for it; see `takesMarketToo`.
        let isDrawn: Bool
    }

    /// An alert sink with the events it takes.
    struct Sink: Hashable {
        let id: String
        let uses: String
        let events: [String]
    }

    let name: String
    /// When the pipeline runs, in words.
    let summary: String
    let boxes: [Box]
    let edges: [Edge]
    let sinks: [Sink]

    /// The graph of a plan.
    package init(_ plan: Plan) {
        name = plan.name
        let count = plan.instruments.count
        summary =
            "\(count) \(count == 1 ? "instrument" : "instruments"), every \(plan.cycle.every) on \(plan.cycle.calendar.rawValue)"
        let inputs = plan.stages.map { stage in Array(Set(stage.inputs.joined())).sorted() }
        let hasOther = inputs.map { $0.contains { plan.stages[$0].decoded.ports.gives != .market } }
        boxes = plan.stages.enumerated().map { number, stage in
            let takesMarket = inputs[number].contains { plan.stages[$0].decoded.ports.gives == .market }
            return Box(
                id: stage.id, uses: stage.plugin.fullName, kind: stage.plugin.kind,
                takesMarketToo: takesMarket && hasOther[number]
            )
        }
        edges = plan.stages.indices.flatMap { number in
            inputs[number].compactMap { source in
                plan.stages[source].decoded.ports.gives.map { type in
                    Edge(
                        from: source, to: number, type: type,
                        isLater: plan.stages[source].plugin.kind == .learner,
                        isDrawn: type != .market || !hasOther[number]
                    )
                }
            }
        }
        sinks = plan.alerts.map { alert in
            Sink(id: alert.id, uses: alert.plugin.fullName, events: alert.events.map(\.rawValue).sorted())
        }
    }
}
