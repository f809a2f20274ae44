internal import Glibc

/// How much a forecast of one horizon counts for another, by how many minutes lie between the two.
///
/// Worked numbers at 30 minutes: exponential 0.5, linear 0.75, inverse 1 / 31, step 1, none 1; a step further, at 31,
/// the step is 0.1.
public enum HorizonDecay: String, Sendable, CaseIterable {
    /// 2^(-d / 30).
    case exponential
    /// max(0, 1 - d / 120).
    case linear
    /// 1 / (d + 1).
    case inverse
    /// 1 within 30 minutes, 0.1 beyond.
    case step
    /// 1.
    case none

    /// The factor at a distance in minutes, 0 to 1; NaN for a distance that is.
    public func factor(distance minutes: Double) -> Double {
        guard !minutes.isNaN else { return .nan }
        let distance = minutes.magnitude
        return switch self {
        case .exponential: exp2(-distance / 30)
        case .linear: Swift.max(0, 1 - distance / 120)
        case .inverse: 1 / (distance + 1)
        case .step: distance <= 30 ? 1 : 0.1
        case .none: 1
        }
    }
}
