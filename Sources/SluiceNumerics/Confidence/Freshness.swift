internal import Glibc

/// How much a forecast is still worth when it has aged: exp(-age / tau).
///
/// An age below zero counts as zero, for two clocks never agree exactly; an age that is unknown leaves nothing.
/// Worked number: 150 seconds at a tau of 150 leave exp(-1) = 0.36787944117144233.
public struct Freshness: Equatable, Sendable {
    /// The age at which 1/e is left, seconds.
    public let tauSeconds: Double

    /// Refuses a tau that is not above zero.
    public init(tauSeconds: Double) throws(InvalidParameter) {
        try require(positive: "tauSeconds", tauSeconds)
        self.tauSeconds = tauSeconds
    }

    /// The tau that is usual for a horizon: half of it up to an hour, two hours for a session, else five minutes.
    ///
    /// The table has 5, 10, 15, 30, 60 and 390 minutes; what is not in it has 300 seconds.
    public static func usualTauSeconds(horizonMinutes: Double) -> Double {
        switch horizonMinutes {
        case 5: 150
        case 10: 300
        case 15: 450
        case 30: 900
        case 60: 1_800
        case 390: 7_200
        default: 300
        }
    }

    /// What is left at an age, from 0 to 1.
    public func value(ageSeconds: Double) -> Double {
        if ageSeconds.isNaN { return 0 }
        return ageSeconds > 0 ? exp(-ageSeconds / tauSeconds) : 1
    }
}
