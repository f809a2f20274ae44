import SluiceKit

/// What a broken limit on single instruments or single changes does.
enum RefusalAction: String, SettingChoice {
    /// What adds is refused, and later changes are looked at anew.
    case refuse
    /// Nothing is added anywhere in this cycle.
    case reduceOnly = "reduce_only"
    /// Nothing is added anywhere until a person's word.
    case halt
}

/// A refusal that may have stopped everything until a person's word.
struct RefusalLatch {
    let action: RefusalAction
    private(set) var isHalted = false

    init(_ action: RefusalAction) { self.action = action }

    /// Says again that everything stands, where it does.
    func stand(_ targets: ApprovedTargetFrame, _ reason: Reason, limit: Double) {
        if isHalted { targets.restrict(.halt, reason, observed: limit, limit: limit) }
    }

    /// Does what a broken limit asks for beyond refusing the change itself.
    mutating func strike(
        _ targets: ApprovedTargetFrame, _ reason: Reason, observed: Double = .nan, limit: Double = .nan
    ) {
        switch action {
        case .refuse: return
        case .reduceOnly: targets.restrict(.reduceOnly, reason, observed: observed, limit: limit)
        case .halt:
            isHalted = true
            targets.restrict(.halt, reason, observed: observed, limit: limit)
        }
    }

    mutating func release() { isHalted = false }

    func remember(into memory: inout MemoryWriter) { memory.write(isHalted ? 1 : 0) }

    mutating func recall(from memory: inout MemoryReader) throws { isHalted = try memory.int() != 0 }
}
