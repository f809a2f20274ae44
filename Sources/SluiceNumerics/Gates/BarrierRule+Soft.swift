extension BarrierRule {
    /// What part of a position remains where nothing is ever blocked: the scale of an entry, probabilities clipped.
    ///
    /// clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, minimum, 1), each probability held within 0 to 1.
    /// A long's adverse turning point is the peak, a short's the valley. NaN when a probability is not finite.
    ///
    /// Worked number: with minimum 0.2, gamma 2 and delta 0.25, a short at peak 0.9505 and valley 0.3143 keeps
    /// 0.6857^2 x 0.97525^0.25 = 0.467248; a long keeps 0.2.
    @inlinable
    public func softScale(isLong: Bool, peak: Double, valley: Double) -> Double {
        guard peak.isFinite, valley.isFinite else { return .nan }
        let (peak, valley) = (Swift.min(Swift.max(peak, 0), 1), Swift.min(Swift.max(valley, 0), 1))
        return isLong ? scale(adverse: peak, favourable: valley) : scale(adverse: valley, favourable: peak)
    }
}
