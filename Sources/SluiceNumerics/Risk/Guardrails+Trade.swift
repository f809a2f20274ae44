extension Guardrails {
    /// What the guardrails say of one trade.
    public enum TradeVerdict: String, Sendable, CaseIterable {
        /// It lowers the position without crossing zero; such a trade always passes.
        case reducing
        /// It passed every check.
        case allChecks = "all_checks"
        /// The switch is latched.
        case killSwitch = "kill_switch"
        /// Nobody knows what the account is worth.
        case unknownValue = "unknown_value"
        /// The instrument would weigh too much.
        case positionLimit = "position_limit"
        /// The book would be too large.
        case grossExposure = "gross_exposure"
        /// The book would lean too far to one side.
        case netExposure = "net_exposure"

        /// Whether the trade may go on.
        @inlinable public var passes: Bool { self == .reducing || self == .allChecks }
    }

    /// Whether a trade moves a weight toward zero without crossing it; never when either is absent.
    @inlinable
    public static func isReducing(current: Double, target: Double) -> Bool {
        target.magnitude < current.magnitude && current * target >= 0
    }

    /// Checks the change of one weight within a book of this exposure.
    public func verdict(current: Double, target: Double, exposure: Exposure) -> TradeVerdict {
        if Self.isReducing(current: current, target: target) { return .reducing }
        if kill != nil { return .killSwitch }
        guard isValueKnown else { return .unknownValue }
        guard limits.allows(weight: target) else { return .positionLimit }
        let after = exposure.replacing(current, with: target)
        guard after.gross <= limits.maxGross else { return .grossExposure }
        guard after.net.magnitude <= limits.maxNet else { return .netExposure }
        return .allChecks
    }
}
