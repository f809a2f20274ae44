import SluiceKit
import SluiceNumerics

/// What becomes of a holding that has no decision.
enum NoDecision: String, SettingChoice {
    /// It is closed when the alpha points the other way by more than its cost, else kept.
    case closeAdverse = "close_adverse"
    /// It stays as it is.
    case keep
    /// It is closed.
    case close

    /// Whether a holding of this weight is to be closed; `alpha` and `cost` are what the arbiter knew, NaN nothing.
    func closes(weight: Double, alpha: Double, cost: Double) -> Bool {
        switch self {
        case .keep: false
        case .close: true
        case .closeAdverse: weight * alpha < 0 && alpha.magnitude > cost
        }
    }

    /// The same of wishes of one size each.
    var ofWishes: FixedWishes.Undecided {
        switch self {
        case .keep: .keep
        case .close: .close
        case .closeAdverse: .closeAdverse
        }
    }
}
