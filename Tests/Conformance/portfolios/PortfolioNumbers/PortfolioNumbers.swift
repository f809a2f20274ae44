import Glibc
import SluiceNumerics

/// Answers questions about covariances and portfolios from standard input, a line for a line, for `run` to compare.
///
/// `sample|ledoit_wolf <window> <columns> <returns...>`, `shrunk:<part>` and `exponential:<half-life>` likewise, print the
/// covariances row by row. `risk_parity|minimum_variance:<cap>|hrp|hrp_columns|ridge:<lambda> <size> <covariances...>`
/// print the weights; `ridge` has the scores behind the covariances. An absent number is `nan`.
@main struct PortfolioNumbers {
    static func main() {
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count > 2 else { fail(line) }
            let parts = words[0].split(separator: ":").map(String.init)
            let numbers = words.dropFirst(2).map { Double($0) ?? .nan }
            guard let size = Int(words[1]), size > 0 else { fail(line) }
            do {
                let answer = try Self.answer(
                    parts[0], parts.count > 1 ? Double(parts[1]) : nil, size, numbers)
                guard let answer else { fail(line) }
                print(answer.map { "\($0)" }.joined(separator: " "))
            } catch {
                print("error: \(error)")
            }
        }
    }

    private static func answer(
        _ name: String, _ value: Double?, _ size: Int, _ numbers: [Double]
    ) throws -> [Double]? {
        switch name {
        case "sample", "shrunk", "ledoit_wolf", "exponential":
            return try covariances(name, value, window: size, numbers)
        default: break
        }
        guard numbers.count >= size * size else { return nil }
        let matrix = SquareMatrix(size)
        for cell in 0..<size * size { matrix.base[cell] = numbers[cell] }
        var weights = name == "ridge" ? Array(numbers[(size * size)...]) : Array(repeating: .nan, count: size)
        var span = weights.mutableSpan
        let isSolved: Bool
        switch name {
        case "risk_parity": isSolved = try RiskParity(capacity: size).solve(matrix, &span)
        case "minimum_variance":
            isSolved = try MinimumVariance(capacity: size).solve(matrix, cap: value ?? 1, &span)
        case "hrp": isSolved = try HierarchicalRiskParity(capacity: size).solve(matrix, &span)
        case "hrp_columns":
            isSolved = try HierarchicalRiskParity(capacity: size, distance: .columns).solve(matrix, &span)
        case "ridge":
            let rule = try RidgePortfolio(capacity: size, form: .ridge(lambda: value ?? 1))
            isSolved = rule.factor(matrix, size) && rule.solve(&span)
        default: return nil
        }
        return isSolved ? weights : []
    }

    /// The covariances of a table of returns, whose first number is its count of columns.
    private static func covariances(
        _ name: String, _ value: Double?, window: Int, _ numbers: [Double]
    ) throws -> [Double]? {
        guard let columns = numbers.first.flatMap({ Int(exactly: $0) }), columns > 0 else { return nil }
        let memory: CovarianceTracker.Memory =
            name == "exponential" ? .exponential(halfLife: value ?? 60) : .window(window)
        let tracker = try CovarianceTracker(count: columns, memory: memory, minimum: 2)
        for start in stride(from: 1, to: numbers.count, by: columns) {
            let row = Array(numbers[start..<min(start + columns, numbers.count)])
            tracker.push(row.span)
        }
        let matrix = SquareMatrix(columns)
        let estimate: CovarianceEstimate =
            name == "ledoit_wolf" ? .ledoitWolf : name == "shrunk" ? .shrunk(value ?? 0) : .sample
        tracker.estimate(estimate, into: matrix)
        return (0..<columns * columns).map { matrix.base[$0] }
    }

    private static func fail(_ line: String) -> Never {
        let text = Array("not a question: \(line.prefix(80))\n".utf8)
        _ = write(2, text, text.count)
        exit(64)
    }
}
