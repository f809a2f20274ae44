internal import Glibc

extension BarrierTouch {
    /// How likely a path touches a level above, and one as far below, within one unit of time.
    ///
    /// `distance` and `drift` are in units of the path's standard deviation over that time, so that the answer needs no
    /// volatility. The same numbers as `above` and `below`, at a third of their cost: both share their two tails.
    public static func pair(distance: Double, drift: Double) -> (above: Double, below: Double) {
        // Where a factor could overflow the logarithms of `above` are the way.
        guard distance > 0, distance <= 12, drift.magnitude <= 12 else {
            return (
                above(distance: distance, drift: drift, volatility: 1, time: 1),
                below(distance: distance, drift: drift, volatility: 1, time: 1)
            )
        }
        let upper = NormalDistribution.cumulative(drift - distance)
        let lower = NormalDistribution.cumulative(-drift - distance)
        let factor = exp(2 * drift * distance)
        return (Swift.min(upper + factor * lower, 1), Swift.min(lower + upper / factor, 1))
    }
}
