import SluiceKit
import SluiceMarket

/// Which way a setting of a risk stage lets more through.
enum RiskDirection: Sendable {
    /// A larger value does.
    case larger
    /// A smaller value does.
    case smaller
    /// False does, where true guards.
    case off
    /// A word earlier in a list does.
    case word([String])
    /// A list of limits: another one may.
    case whole
    /// It is no limit.
    case none

    private static let actions = ["warn", "refuse", "close", "reduce_only", "halt", "flatten"]
    private static let words = ["latch": ["session", "resume"], "block_on": ["hard_stale", "stale"]]
    private static let ceilings: Set<String> = [
        "daily", "weekly", "running", "warn", "reduce_only", "kill", "even_slack", "grace", "heartbeat",
        "pause_after", "warn_after", "minimum", "min_change", "multiplier", "reconcile_every",
    ]
    private static let floors: Set<String> = [
        "initial", "maintenance", "pause", "cooldown", "cool_off", "recovery", "warn_below", "close_below",
        "ahead", "near_liquidation", "confidence",
    ]
    private static let guards: Set<String> = [
        "project", "enabled", "kill_switch", "reduce_only", "close", "cancel_orders", "cancel_all",
    ]

    /// The direction of a setting.
    init(_ setting: SettingDeclaration) {
        let key = setting.key
        if key.hasPrefix("on_") {
            self = .word(Self.actions)
        } else if let words = Self.words[key] {
            self = .word(words)
        } else if case .list = setting.shape {
            self = .whole
        } else if case .boolean = setting.shape {
            self = Self.guards.contains(key) ? .off : .none
        } else if key.hasPrefix("max_") || Self.ceilings.contains(key) {
            self = .larger
        } else if key.hasPrefix("min_") || Self.floors.contains(key) {
            self = .smaller
        } else {
            self = .none
        }
    }

    /// Whether one value lets more through than another; nil when they cannot be compared.
    func isLooser(_ new: String, than old: String) -> Bool? {
        switch self {
        case .none, .whole: return false
        case .off: return old == "true" && new == "false"
        case .word(let words):
            guard let one = words.firstIndex(of: new), let other = words.firstIndex(of: old) else {
                return nil
            }
            return one < other
        case .larger:
            guard let one = Self.measure(new), let other = Self.measure(old) else { return nil }
            return one > other
        case .smaller:
            guard let one = Self.measure(new), let other = Self.measure(old) else { return nil }
            return one < other
        }
    }

    /// A value of any unit as a number, larger for more of it.
    static func measure(_ text: String) -> Double? {
        if let number = Double(text) { return number.isNaN ? nil : number }
        if let percent = Percent(parsing: text) { return percent.value }
        if let points = BasisPoints(parsing: text) { return points.value }
        if let span = Span(parsing: text) { return span.seconds }
        return Money(parsing: text)?.amount.doubleValue
    }
}
