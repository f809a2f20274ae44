internal import Glibc

/// How far one observation moves the weights of a bandit.
///
/// Source: Auer, Cesa-Bianchi, Freund, Schapire 2002, for a horizon that is not known beforehand. Worked number: with
/// 4 choices and 100 steps the anytime rate is sqrt(ln 4 / 400) = 0.0588705.
public enum LearningRate: Equatable, Sendable {
    /// Always the same.
    case fixed(Double)
    /// sqrt(ln K / (K steps)), but never more than this; this itself before the first step.
    case anytime(most: Double)

    /// The rate after so many steps among so many choices; 0 for a single choice.
    public func value(choices: Int, steps: Int) -> Double {
        switch self {
        case .fixed(let rate): return rate
        case .anytime(let most):
            guard steps > 0 else { return most }
            let count = Double(choices)
            return Swift.min(most, (log(count) / (count * Double(steps))).squareRoot())
        }
    }

    /// Refuses a rate that is not above 0, or above 10.
    func check() throws(InvalidParameter) {
        let rate =
            switch self {
            case .fixed(let rate): rate
            case .anytime(let most): most
            }
        try require("learning rate", rate, in: Double.leastNormalMagnitude...10)
    }
}
