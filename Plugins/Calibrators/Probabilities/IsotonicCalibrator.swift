import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Makes calibrated probabilities of a peak and of a valley by curves that never fall.
///
/// The number is a predictor's own probability or a member's score. A curve is straight between its knots and flat
/// outside; the knots are a file's: CSV with the header `turn,horizon,score,value` has them, one with
/// `turn,horizon,score,label` has numbers and what came of them (0 or 1), and the curves are fitted to those by pooling
/// adjacent violators when the pipeline is built. Knots may also stand in the settings, the same for all horizons.
/// See `IsotonicRegression`.
///
/// Without knots a probability stays as it is, and a score is held within 0 and 1.
///
/// Worked number: knots 0.2 and 0.6 with values 0.1 and 0.5 make 0.3 of 0.4.
final class IsotonicCalibrator: ProbabilityCalibrator {
    static let manifest = Manifest(
        "isotonic",
        "Makes calibrated probabilities of turning points by curves that never fall.",
        source: "Pool adjacent violators, linear between knots (Barlow et al. 1972; Zadrozny and Elkan 2002)."
    )

    struct Settings: PluginSettings {
        @Setting(help: "Takes a predictor's probabilities, or members' scores.")
        var takes = CurveInput.probabilities
        @Setting(help: "Knots, or numbers and outcomes to fit them to: CSV from turn,horizon,score,value.")
        var file: PipelinePath?
        @Setting(in: -1e9...1e9, help: "Numbers at which the curve of a peak has knots, ascending.")
        var peakScores: [Double] = [0, 1]
        @Setting(in: 0...1, help: "Probability of a peak at each of its knots, never falling.")
        var peakValues: [Double] = [0, 1]
        @Setting(in: -1e9...1e9, help: "Numbers at which the curve of a valley has knots, ascending.")
        var valleyScores: [Double] = [0, 1]
        @Setting(in: 0...1, help: "Probability of a valley at each of its knots, never falling.")
        var valleyValues: [Double] = [0, 1]
        @Setting(help: "Member whose scores tell of a peak; the first unless set.")
        var peakMember: String?
        @Setting(help: "Member whose scores tell of a valley; the first unless set.")
        var valleyMember: String?

        func check(_ issues: inout [Diagnostic]) {
            let isGiven = [$peakScores, $peakValues, $valleyScores, $valleyValues].contains { $0.span != nil }
            if file != nil, isGiven {
                issues.append($file.conflict("has the knots: none may be set beside it"))
            }
            for (scores, values, place) in [
                (peakScores, peakValues, $peakScores), (valleyScores, valleyValues, $valleyScores),
            ] {
                do { _ = try IsotonicRegression(scores: scores, values: values) } catch {
                    issues.append(place.conflict("and its values are no curve: \(error)"))
                }
            }
        }
    }

    private let curves: TurnCurves<IsotonicRegression>

    init(settings: Settings, context: StageContext) throws {
        let file = try settings.file.map { try CurveFile($0, in: context.files) }
        curves = try TurnCurves(
            context.axes, peakMember: settings.peakMember, valleyMember: settings.valleyMember
        ) { turn, horizon in
            if let file { return try Self.curve(try file.numbers(turn, horizon), of: file, settings) }
            return turn == .peak
                ? try IsotonicRegression(scores: settings.peakScores, values: settings.peakValues)
                : try IsotonicRegression(scores: settings.valleyScores, values: settings.valleyValues)
        }
    }

    private static func curve(
        _ numbers: (left: [Double], right: [Double]), of file: CurveFile, _ settings: Settings
    ) throws -> IsotonicRegression {
        let path = settings.file?.written ?? ""
        switch file.columns {
        case ["score", "value"]:
            guard numbers.right.allSatisfy({ 0...1 ~= $0 }) else {
                throw CurveFault(path, "has a value that is no probability")
            }
            return try IsotonicRegression(scores: numbers.left, values: numbers.right)
        case ["score", "label"]:
            let pairs = zip(numbers.left, numbers.right).filter { $1 == 0 || $1 == 1 }
            guard let curve = IsotonicRegression.fit(scores: pairs.map(\.0), labels: pairs.map(\.1)) else {
                throw CurveFault(path, "has no label of 0 or 1")
            }
            return curve
        default:
            throw CurveFault(path, "needs the columns turn,horizon,score,value or turn,horizon,score,label")
        }
    }

    static func ports(_ settings: Settings) -> Ports { settings.takes.ports }

    func calibrate(_ cycle: Cycle, _ evidence: ProbabilityEvidence, into calibrated: ProbabilityFrame) {
        curves.apply(evidence, into: calibrated)
    }
}
