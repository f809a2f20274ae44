/// What a stage takes and gives.
public struct Ports: Hashable, Sendable {
    /// One input of a stage.
    public struct Need: Hashable, Sendable {
        /// The types it takes; with several, the nearest stage of any of them is meant.
        public let types: [PortType]
        /// Whether several stages may feed it.
        public let joins: Bool
        /// Whether it may stay unconnected.
        public let isOptional: Bool

        /// Creates an input.
        public init(_ types: PortType..., joins: Bool = false, isOptional: Bool = false) {
            (self.types, self.joins, self.isOptional) = (types, joins, isOptional)
        }
    }

    /// The inputs.
    public let needs: [Need]
    /// The output; nil for a stage at the end of the graph.
    public let gives: PortType?

    /// Creates ports.
    public init(needs: [Need], gives: PortType?) { (self.needs, self.gives) = (needs, gives) }

    /// What a kind takes and gives unless a plugin says otherwise.
    public static func standard(_ kind: StageKind) -> Ports {
        let market = Need(.market)
        return switch kind {
        case .data: Ports(needs: [], gives: .market)
        case .predictor: Ports(needs: [market], gives: .forecasts)
        case .calibrator: Ports(needs: [Need(.forecasts, .scores, joins: true), market], gives: .forecasts)
        case .blender:
            Ports(needs: [Need(.forecasts, joins: true), Need(.weights, isOptional: true)], gives: .alphas)
        case .arbiter:
            Ports(needs: [Need(.alphas), market, Need(.weights, isOptional: true)], gives: .decisions)
        case .gate: Ports(needs: [Need(.decisions), market], gives: .decisions)
        case .sizer: Ports(needs: [Need(.decisions), market], gives: .targets)
        case .risk: Ports(needs: [Need(.targets, .approved, joins: true), market], gives: .approved)
        case .execution: Ports(needs: [Need(.approved), market], gives: .orders)
        case .broker: Ports(needs: [Need(.orders), market], gives: nil)
        case .learner:
            Ports(
                needs: [Need(.decisions), market, Need(.forecasts, joins: true, isOptional: true)],
                gives: .weights)
        case .alert: Ports(needs: [], gives: nil)
        }
    }
}
