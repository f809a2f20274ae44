import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Makes calibrated probabilities of a peak and of a valley by logistic curves: P = 1 / (1 + exp(-(a x number + b))).
///
/// The number is a predictor's own probability or a member's score. The coefficients stand in the settings, for all
/// horizons or by horizon, or in a file: CSV with the header `turn,horizon,a,b` has them, one with
/// `turn,horizon,score,label` has numbers and what came of them (0 or 1), and the curves are fitted to those when the
/// pipeline is built. See `PlattScaling`; its targets are smoothed, as scikit-learn's sigmoid calibration has them.
///
/// Without coefficients a probability stays nearly as it is around 1/2.
///
/// Worked number: a 4 and b -2 make 0.5 of 0.5, and 1 / (1 + exp(-1.2)) = 0.768525 of 0.8.
final class PlattCalibrator: ProbabilityCalibrator {
    static let manifest = Manifest(
        "platt",
        "Makes calibrated probabilities of turning points by logistic curves.",
        source:
            "1 / (1 + exp(-(a x number + b))), fitted with smoothed targets (Platt 1999; Lin, Lin and Weng 2007)."
    )

    struct Settings: PluginSettings {
        @Setting(help: "Takes a predictor's probabilities, or members' scores.")
        var takes = CurveInput.probabilities
        @Setting(help: "Coefficients, or numbers and outcomes to fit them to: CSV from turn,horizon,a,b.")
        var file: PipelinePath?
        @Setting(
            in: -1e6...1e6, help: "How fast the odds of a peak rise with the number, for all or by horizon.")
        var peakA = HorizonMap(4.0)
        @Setting(in: -1e6...1e6, help: "Log-odds of a peak at a number of 0, for all or by horizon.")
        var peakB = HorizonMap(-2.0)
        @Setting(in: -1e6...1e6, help: "How fast the odds of a valley rise with the number.")
        var valleyA = HorizonMap(4.0)
        @Setting(in: -1e6...1e6, help: "Log-odds of a valley at a number of 0, for all or by horizon.")
        var valleyB = HorizonMap(-2.0)
        @Setting(help: "Member whose scores tell of a peak; the first unless set.")
        var peakMember: String?
        @Setting(help: "Member whose scores tell of a valley; the first unless set.")
        var valleyMember: String?

        func check(_ issues: inout [Diagnostic]) {
            let isGiven = [$peakA, $peakB, $valleyA, $valleyB].contains { $0.span != nil }
            if file != nil, isGiven {
                issues.append($file.conflict("has the coefficients: none may be set beside it"))
            }
        }
    }

    private let curves: TurnCurves<PlattScaling>

    init(settings: Settings, context: StageContext) throws {
        let file = try settings.file.map { try CurveFile($0, in: context.files) }
        curves = try TurnCurves(
            context.axes, peakMember: settings.peakMember, valleyMember: settings.valleyMember
        ) { turn, horizon in
            if let file { return try Self.curve(try file.numbers(turn, horizon), of: file, settings) }
            let (a, b) =
                turn == .peak ? (settings.peakA, settings.peakB) : (settings.valleyA, settings.valleyB)
            return try PlattScaling(a: a[horizon], b: b[horizon])
        }
    }

    private static func curve(
        _ numbers: (left: [Double], right: [Double]), of file: CurveFile, _ settings: Settings
    ) throws -> PlattScaling {
        let path = settings.file?.written ?? ""
        switch file.columns {
        case ["a", "b"]:
            guard numbers.left.count == 1 else {
                throw CurveFault(path, "has two rows for one turning point and horizon")
            }
            return try PlattScaling(a: numbers.left[0], b: numbers.right[0])
        case ["score", "label"]:
            guard let curve = PlattScaling.fit(scores: numbers.left, labels: numbers.right) else {
                throw CurveFault(path, "has no label of 0 or 1")
            }
            return curve
        default: throw CurveFault(path, "needs the columns turn,horizon,a,b or turn,horizon,score,label")
        }
    }

    static func ports(_ settings: Settings) -> Ports { settings.takes.ports }

    func calibrate(_ cycle: Cycle, _ evidence: ProbabilityEvidence, into calibrated: ProbabilityFrame) {
        curves.apply(evidence, into: calibrated)
    }
}
