import Glibc
import SluiceNumerics

/// Answers questions about what the best of many trials is worth from standard input, a line for a line, for `run` to
/// compare.
///
/// `estimate <other> <confidence> <returns...>` prints ratio, skew, kurtosis, probability and minimum length; `maximum <n>`
/// what the largest of n normal numbers is. `deflated <chosen> <0 or 1 for independent> <trials> <returns...>` prints
/// trials, deviation, threshold and probability; `overfitting <blocks> <measure> <trials> <returns...>` probability,
/// probability of a loss, slope, intercept, and the logits. Returns are trial after trial.
@main struct SelectionNumbers {
    static func main() {
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            do {
                guard let answer = try Self.answer(words) else {
                    let text = Array("not a question: \(line.prefix(80))\n".utf8)
                    _ = write(2, text, text.count)
                    exit(64)
                }
                print(answer.map { "\($0)" }.joined(separator: " "))
            } catch {
                print("error: \(error)")
            }
        }
    }

    private static func answer(_ words: [String]) throws -> [Double]? {
        guard words.count > 1 else { return nil }
        let numbers = words.dropFirst().map { Double($0) ?? .nan }
        switch words[0] {
        case "maximum": return [DeflatedSharpe.expectedMaximum(numbers[0])]
        case "estimate" where numbers.count > 2:
            let found = SharpeEstimate(Array(numbers[2...]).span)
            return [
                found.ratio, found.skew, found.kurtosis, found.probability(above: numbers[0]),
                found.minimumLength(above: numbers[0], confidence: numbers[1]),
            ]
        case "deflated" where numbers.count > 3:
            let trials = try trials(numbers)
            let found = DeflatedSharpe(trials, chosen: Int(numbers[0]), areIndependent: numbers[1] == 1)
            return found.map { [$0.trials, $0.spread, $0.threshold, $0.probability] } ?? []
        case "overfitting" where numbers.count > 3:
            guard let measure = BacktestOverfitting.Measure(rawValue: words[2]) else { return nil }
            let found = try BacktestOverfitting(
                try trials(numbers), blocks: Int(numbers[0]), by: measure)
            let line = found.degradation
            return [found.probability, found.lossProbability, line.slope, line.intercept] + found.logits
        default: return nil
        }
    }

    /// The returns behind the third number, which counts the trials.
    private static func trials(_ numbers: [Double]) throws -> TrialReturns {
        let values = Array(numbers[3...])
        let periods = values.count / max(Int(numbers[2]), 1)
        return try TrialReturns(
            stride(from: 0, to: values.count, by: max(periods, 1)).map { Array(values[$0..<$0 + periods]) })
    }
}
