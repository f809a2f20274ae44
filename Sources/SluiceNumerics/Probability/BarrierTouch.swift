internal import Glibc

/// How likely a price that wanders at random touches a level before a time is up.
///
/// The logarithm of the price is Brownian with drift m and volatility s a unit of time. With b the distance of the
/// level above and T the time: P(max >= b) = Phi((m T - b) / (s sqrt T)) + exp(2 m b / s^2) Phi((-b - m T) / (s sqrt T)).
///
/// Source: the reflection principle with drift (Karatzas and Shreve, section 3.5.C; Harrison 1985, section 1.8).
/// Worked number: without drift, one standard deviation away: 2 Phi(-1) = 0.3173105078629141.
public enum BarrierTouch {
    /// The probability that the path rises by `distance` or more within `time`; NaN when something is absent.
    ///
    /// `drift` and `volatility` are per unit of `time` and per its square root, in the unit of `distance`. A level that
    /// is already reached has probability 1; without volatility the drift alone decides.
    public static func above(distance: Double, drift: Double, volatility: Double, time: Double) -> Double {
        guard !distance.isNaN, drift.isFinite, volatility >= 0, volatility.isFinite, time >= 0, time.isFinite
        else { return .nan }
        if distance <= 0 { return 1 }
        if distance == .infinity { return 0 }
        let (spread, way) = (volatility * time.squareRoot(), drift * time)
        guard spread > 0 else { return way >= distance ? 1 : 0 }
        let direct = NormalDistribution.cumulative((way - distance) / spread)
        // In logarithms: the first factor overflows where the second vanishes.
        let reflected = exp(
            2 * drift * distance / (volatility * volatility)
                + NormalDistribution.logCumulative((-distance - way) / spread))
        return Swift.min(direct + reflected, 1)
    }

    /// The probability that the path falls by `distance` or more within `time`; see `above`.
    public static func below(distance: Double, drift: Double, volatility: Double, time: Double) -> Double {
        above(distance: distance, drift: -drift, volatility: volatility, time: time)
    }
}
