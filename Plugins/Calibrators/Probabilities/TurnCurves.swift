import SluiceKit
import SluiceMarket
import SluiceNumerics

/// A curve from numbers to probabilities.
protocol ProbabilityCurve {
    /// The probability of a number; NaN for one that is not finite.
    func probability(_ score: Double) -> Double
}

extension PlattScaling: ProbabilityCurve {}

extension IsotonicRegression: ProbabilityCurve {
    func probability(_ score: Double) -> Double { value(score) }
}

/// What a calibrator of probabilities takes.
enum CurveInput: String, SettingChoice {
    case probabilities
    case scores

    /// The ports of such a calibrator.
    var ports: Ports {
        let need = self == .scores ? Ports.Need(.scores, joins: true) : Ports.Need(.probabilities)
        return Ports(needs: [need], gives: .probabilities)
    }
}

/// A curve for each turning point and horizon, and which numbers it is applied to.
struct TurnCurves<Curve: ProbabilityCurve> {
    private let peaks: [Curve]
    private let valleys: [Curve]
    /// The members whose scores tell of a peak and of a valley, by number.
    private let peakMember: Int
    private let valleyMember: Int

    /// Makes the curves, one for each turning point and horizon.
    init(
        _ axes: Axes, peakMember: String?, valleyMember: String?,
        curve: (CurveFile.Turn, Horizon) throws -> Curve
    ) throws {
        peaks = try axes.horizons.map { try curve(.peak, $0) }
        valleys = try axes.horizons.map { try curve(.valley, $0) }
        self.peakMember = try Self.number(peakMember, axes, "peak_member")
        self.valleyMember = try Self.number(valleyMember, axes, "valley_member")
    }

    private static func number(_ member: String?, _ axes: Axes, _ setting: String) throws -> Int {
        guard let member else { return 0 }
        guard let number = axes.members.firstIndex(of: member) else {
            throw UnknownScore(setting: setting, name: member, members: axes.members)
        }
        return number
    }

    /// Fills the probabilities from what the ports gave; absent where that is.
    func apply(_ evidence: ProbabilityEvidence, into calibrated: ProbabilityFrame) {
        for horizon in 0..<calibrated.horizons {
            let (peak, valley) = (calibrated.peak(horizon: horizon), calibrated.valley(horizon: horizon))
            if let probabilities = evidence.probabilities {
                Self.apply(peaks[horizon], probabilities.peak(horizon: horizon), into: peak)
                Self.apply(valleys[horizon], probabilities.valley(horizon: horizon), into: valley)
            } else if let scores = evidence.scores, scores.members > 0 {
                Self.apply(peaks[horizon], scores.column(member: peakMember, horizon: horizon), into: peak)
                Self.apply(
                    valleys[horizon], scores.column(member: valleyMember, horizon: horizon), into: valley)
            } else {
                peak.fill(.nan)
                valley.fill(.nan)
            }
        }
    }

    private static func apply(_ curve: Curve, _ numbers: Column, into probabilities: Column) {
        for index in 0..<numbers.count {
            probabilities[index] = ProbabilityRange.held(curve.probability(numbers[index]))
        }
    }
}

/// A setting that names a member which does not exist.
struct UnknownScore: Error, CustomStringConvertible {
    let setting: String
    let name: String
    let members: [String]

    var description: String {
        "'\(setting)' names '\(name)', which is no member here; members are \(members.joined(separator: ", "))"
    }
}
