extension BarrierRule {
    /// Why an entry or exit is allowed or not.
    public enum Reason: String, Sendable, CaseIterable {
        /// An entry that nothing speaks against.
        case normalEntry = "normal_entry"
        /// A long entry with a valley ahead.
        case preferredValley = "preferred_valley"
        /// A short entry with a peak ahead.
        case preferredPeak = "preferred_peak"
        /// A peak is too likely for a long.
        case blockedPeak = "blocked_peak"
        /// The auxiliary forecast says so of a peak.
        case blockedAuxiliaryPeak = "blocked_aux_peak"
        /// A valley is too likely for a short.
        case blockedValley = "blocked_valley"
        /// The auxiliary forecast says so of a valley.
        case blockedAuxiliaryValley = "blocked_aux_valley"
        /// A probability is absent or outside 0 to 1.
        case invalidProbability = "invalid_probability"
        /// A long ends because of a peak.
        case exitPeak = "exit_peak"
        /// A short ends because of a valley.
        case exitValley = "exit_valley"
        /// The alpha turned against the position.
        case exitAlpha = "exit_alpha"
        /// The position stays.
        case hold = "hold"
    }

    /// Whether to act, how large, and why.
    public struct Verdict: Equatable, Sendable {
        /// Whether the entry or exit takes place.
        public var isAllowed: Bool
        /// What part of the size remains: 0 when not allowed, 1 for an exit.
        public var scale: Double
        /// Why.
        public var reason: Reason

        /// Puts the three together.
        @inlinable
        public init(isAllowed: Bool, scale: Double, reason: Reason) {
            self.isAllowed = isAllowed
            self.scale = scale
            self.reason = reason
        }

        @inlinable
        static func refused(_ reason: Reason) -> Verdict {
            Verdict(isAllowed: false, scale: 0, reason: reason)
        }
    }

    /// Judges the entry of a long; `auxiliaryPeak` is nil when no second forecast is wired.
    @inlinable
    public func longEntry(peak: Double, valley: Double, auxiliaryPeak: Double? = nil) -> Verdict {
        guard isProbability(peak), isProbability(valley), isProbability(auxiliaryPeak ?? 0) else {
            return .refused(.invalidProbability)
        }
        if peak > peakThreshold { return .refused(.blockedPeak) }
        if let auxiliaryPeak, auxiliaryPeak > peakThreshold { return .refused(.blockedAuxiliaryPeak) }
        return Verdict(
            isAllowed: true,
            scale: scale(adverse: peak, favourable: valley),
            reason: valley > valleyThreshold ? .preferredValley : .normalEntry
        )
    }

    /// Judges the entry of a short; `auxiliaryValley` is nil when no second forecast is wired.
    @inlinable
    public func shortEntry(peak: Double, valley: Double, auxiliaryValley: Double? = nil) -> Verdict {
        guard isProbability(peak), isProbability(valley), isProbability(auxiliaryValley ?? 0) else {
            return .refused(.invalidProbability)
        }
        if valley > valleyThreshold { return .refused(.blockedValley) }
        if let auxiliaryValley, auxiliaryValley > valleyThreshold { return .refused(.blockedAuxiliaryValley) }
        return Verdict(
            isAllowed: true,
            scale: scale(adverse: valley, favourable: peak),
            reason: peak > peakThreshold * preferredPeakFactor ? .preferredPeak : .normalEntry
        )
    }

    /// Judges whether a long ends; without a probability only its alpha can end it.
    @inlinable
    public func longExit(peak: Double, alpha: Double) -> Verdict {
        exit(probability: peak, threshold: peakThreshold, reason: .exitPeak, isAgainst: alpha < 0)
    }

    /// Judges whether a short ends; without a probability only its alpha can end it.
    @inlinable
    public func shortExit(valley: Double, alpha: Double) -> Verdict {
        exit(probability: valley, threshold: valleyThreshold, reason: .exitValley, isAgainst: alpha > 0)
    }

    @inlinable
    func exit(probability: Double, threshold: Double, reason: Reason, isAgainst: Bool) -> Verdict {
        let isKnown = isProbability(probability)
        if isKnown, probability > threshold + exitMargin {
            return Verdict(isAllowed: true, scale: 1, reason: reason)
        }
        if isAgainst { return Verdict(isAllowed: true, scale: 1, reason: .exitAlpha) }
        return .refused(isKnown ? .hold : .invalidProbability)
    }

    @inlinable
    func scale(adverse: Double, favourable: Double) -> Double {
        let free = power(1 - adverse, gamma) * power(0.5 + 0.5 * favourable, delta)
        return Swift.min(Swift.max(free, minimumScale), 1)
    }

    @inlinable
    func isProbability(_ value: Double) -> Bool { value >= 0 && value <= 1 }
}
