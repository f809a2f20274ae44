import Glibc
import SluiceNumerics

/// Answers from SluiceNumerics, for `run` to compare with scikit-learn and SciPy.
///
/// A question is a line of a word and columns of numbers, `isotonic 1,2,3;0,1,1;1.5`; its answer a line of numbers.
@main struct CalibrationCurves {
    static func main() {
        while let line = readLine() {
            guard let answer = answer(line) else { fail("not a question: \(line.prefix(60))") }
            print(answer.map(\.description).joined(separator: " "))
        }
    }

    private static func answer(_ line: String) -> [Double]? {
        let words = line.split(separator: " ")
        guard words.count == 2 else { return nil }
        let columns = words[1].split(separator: ";").map { column in
            column.split(separator: ",").compactMap { Double($0) }
        }
        switch (words[0], columns.count) {
        case ("platt", 3):
            return PlattScaling.fit(scores: columns[0], labels: columns[1])
                .map { curve in columns[2].map(curve.probability) }
        case ("isotonic", 3):
            return IsotonicRegression.fit(scores: columns[0], labels: columns[1])
                .map { curve in columns[2].map(curve.value) }
        case ("spearman", 2) where columns[0].count == columns[1].count:
            return spearman(columns[0], columns[1]).map { [$0] }
        case ("ranks", 1): return ranks(columns[0])
        case ("probit", 1): return columns[0].map(NormalDistribution.quantile)
        case ("brier", 2): return reliability(columns[0], columns[1]).map { [$0.brierScore] }
        case ("ece", 2): return reliability(columns[0], columns[1]).map { [$0.expectedCalibrationError] }
        default: return nil
        }
    }

    private static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
        guard var rule = try? RankCorrelation(capacity: max(x.count, 1), minimum: 2) else { return nil }
        return rule.correlation(x.span, y.span)
    }

    private static func ranks(_ values: [Double]) -> [Double]? {
        guard var rule = try? AverageRanks(capacity: max(values.count, 1)) else { return nil }
        var ranks = values
        var target = ranks.mutableSpan
        rule.rank(values.span, into: &target)
        return ranks
    }

    private static func reliability(_ probabilities: [Double], _ outcomes: [Double]) -> Reliability? {
        guard var reliability = try? Reliability() else { return nil }
        for (probability, outcome) in zip(probabilities, outcomes) {
            reliability.add(probability: probability, outcome: outcome)
        }
        return reliability
    }

    private static func fail(_ message: String) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(2, line, line.count)
        exit(64)
    }
}
