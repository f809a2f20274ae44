import Glibc
import SluiceNumerics

/// Answers what SluiceNumerics makes of a line of numbers, for `run` to compare with what Python makes of it.
///
/// `simplex v...` answers weights. `plain alpha members rows y... x...`, `standardised ...` and `stacked ...` answer
/// coefficients, the last with the intercept before them; the forecasts x stand member after member.
@main struct BlendFits {
    static func main() {
        while let line = readLine() {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Double($0) }
            guard let word = words.first, numbers.count == words.count - 1, let answer = answer(word, numbers)
            else {
                fail("not a question: \(line)")
            }
            print(answer.map { "\($0)" }.joined(separator: " "))
        }
    }

    private static func answer(_ word: Substring, _ numbers: [Double]) -> [Double]? {
        if word == "simplex" {
            var weights = numbers
            var span = weights.mutableSpan
            SimplexProjection.project(&span)
            return weights
        }
        guard numbers.count > 3 else { return nil }
        let (alpha, members, rows) = (numbers[0], Int(numbers[1]), Int(numbers[2]))
        let values = Array(numbers[3...])
        guard values.count == rows * (members + 1) else { return nil }
        let outcomes = Array(values[..<rows])
        let forecasts = (1...members).map { Array(values[$0 * rows..<($0 + 1) * rows]) }
        switch word {
        case "plain":
            return (try? OutOfFoldRidge(.plain(alpha: alpha)))?
                .fit(forecasts: forecasts, outcomes: outcomes)?.coefficients
        case "standardised":
            return (try? OutOfFoldRidge(.standardised(alphaPerRow: alpha)))?
                .fit(forecasts: forecasts, outcomes: outcomes)?.coefficients
        case "stacked":
            let fit = (try? StackedRidge(alpha: alpha))?.fit(forecasts: forecasts, outcomes: outcomes)
            return fit.map { [$0.intercept] + $0.coefficients }
        default: return nil
        }
    }

    private static func fail(_ message: String) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(2, line, line.count)
        exit(64)
    }
}
