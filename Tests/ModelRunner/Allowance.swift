import Foundation
import SluiceModels

/// By how much an evaluator may differ from the library that made a model.
///
/// LightGBM and CatBoost predict in double precision: 1e-12 of the result, or of 1. XGBoost predicts in single precision:
/// one unit in the last place of a sum or of its base score, two of an output; its linear booster sums in an order of
/// its own, so there the file says. ONNX: 2e-6 of the result, or of 1.
struct Allowance {
    private enum Kind {
        case relative(Double)
        case units(base: Double)
        case absolute(Double)
    }

    private let kind: Kind

    init(_ file: URL, _ format: ModelFile.Format?, tolerance: Double?) {
        switch format {
        case .xgboostJSON, .xgboostUBJSON:
            let learner = Self.learner(beside: file)
            let booster = learner["gradient_booster"] as? [String: Any] ?? [:]
            let parameters = learner["learner_model_param"] as? [String: Any] ?? [:]
            let words = (parameters["base_score"] as? String ?? "0").split { "[], ".contains($0) }
            kind =
                booster["name"] as? String == "gblinear"
                ? .absolute(tolerance ?? 0)
                : .units(base: words.compactMap { Double($0)?.magnitude }.max() ?? 0)
        default: kind = .relative(file.pathExtension == "onnx" ? 2e-6 : 1e-12)
        }
    }

    /// `learner` of the JSON file that stands beside a UBJSON one.
    private static func learner(beside file: URL) -> [String: Any] {
        let json = file.deletingPathExtension().appendingPathExtension("json")
        let root = (try? Data(contentsOf: json)).flatMap { try? JSONSerialization.jsonObject(with: $0) }
        return (root as? [String: Any])?["learner"] as? [String: Any] ?? [:]
    }

    /// The largest error of some numbers, in units of what is allowed.
    func worst(_ got: [Double], _ want: [Double], units: Double) throws -> Double {
        // Of two classes a golden file may have the second alone.
        let got = got.count == 2 && want.count == 1 ? [got[1]] : got
        guard got.count == want.count else { throw GoldenFault("\(got.count) outputs, \(want.count) wanted") }
        return zip(got, want).reduce(0) { worst, pair in
            let (got, want) = pair
            if got == want || got.isNaN && want.isNaN { return worst }
            let error = (got - want).magnitude / allowed(want, units)
            return max(worst, error.isNaN ? .infinity : error)
        }
    }

    private func allowed(_ want: Double, _ units: Double) -> Double {
        switch kind {
        case .relative(let share): share * max(1, want.magnitude)
        case .absolute(let size): size
        case .units(let base): units * Double(Float(max(want.magnitude, base)).ulp)
        }
    }
}
