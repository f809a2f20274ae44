/// A mistake that is put into the world on purpose; a proof that does not see it proves nothing.
enum PlantedBug: String, CaseIterable, Sendable {
    /// An order without an answer is sent again.
    case blindResend = "blind_resend"
    /// A fill that is told twice goes by another name the second time, so that it is booked twice.
    case doubleFill = "double_fill"
    /// A charge that is told twice goes by another name the second time, so that it is booked twice.
    case doubleCharge = "double_charge"
    /// The gate against wide spreads lets everything through.
    case skippedGate = "skipped_gate"
    /// An accepted order counts as filled: positions come from what was aimed at.
    case targetPositions = "target_positions"
    /// What restricts trading is never written down.
    case killSwitchInMemory = "kill_switch_in_memory"
}
