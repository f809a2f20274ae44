import SluiceNumerics
import Testing

@Suite struct SimplexProjectionTests {
    @Test func `the worked number and the corners`() {
        #expect(isClose(projected([0.5, 0.9, -0.3]), [0.3, 0.7, 0]))
        #expect(projected([]) == [])
        #expect(projected([-7]) == [1])
        #expect(projected([2, 2]) == [0.5, 0.5])
        #expect(projected([1e300, 0]) == [1, 0])
        #expect(projected([.greatestFiniteMagnitude, -.greatestFiniteMagnitude]) == [1, 0])
        #expect(projected([1e-3, 2e-3]).allSatisfy { ($0 - 0.5).magnitude < 1e-3 })
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a part that is not finite leaves no weights`(part: Double) {
        #expect(projected([0.5, part]).allSatisfy { $0.isNaN })
    }

    @Test func `what the projection promises, in 10,000 cases of seed 301`() {
        let faults = Self.faults(seed: 301, cases: 10_000, of: projected)
        #expect(faults == [])
    }

    @Test(arguments: WrongProjection.allCases)
    func `a wrong projection is noticed`(wrong: WrongProjection) {
        #expect(Self.faults(seed: 302, cases: 200, of: wrong.project) != [])
    }

    private static func faults(
        seed: UInt64, cases: Int, of project: ([Double]) -> [Double]
    ) -> Set<String> {
        var dice = SeededDice(seed: seed)
        var faults: Set<String> = []
        for _ in 0..<cases {
            let scale = [1e-4, 0.3, 1, 50][dice.below(4)]
            let values = (0...dice.below(12)).map { _ in scale * dice.normal() }
            let weights = project(values)
            if (weights.reduce(0, +) - 1).magnitude > 1e-12 { faults.insert("sum") }
            if weights.contains(where: { !($0 >= 0) }) { faults.insert("sign") }
            if !isClose(project(weights), weights) { faults.insert("not idempotent") }
            if !isClose(project(values.map { $0 + 3 * scale }), weights) {
                faults.insert("moved by a constant")
            }
            let order = values.indices.shuffled(using: &dice)
            if !isClose(project(order.map { values[$0] }), order.map { weights[$0] }) {
                faults.insert("order")
            }
            if !isNearest(weights, to: values, &dice) { faults.insert("not the nearest") }
        }
        return faults
    }

    /// Nearest if the way to any other weights u leads away: (v - w)(u - w) is at most 0.
    private static func isNearest(
        _ weights: [Double], to values: [Double], _ dice: inout SeededDice
    ) -> Bool {
        let away = zip(values, weights).map { $0 - $1 }
        let size = away.reduce(1) { $0 + $1.magnitude }
        let random = values.map { _ in dice.unit() }
        let sum = random.reduce(0, +)
        let corners = values.indices.map { corner in values.indices.map { $0 == corner ? 1.0 : 0 } }
        return (corners + [random.map { $0 / sum }]).allSatisfy { other in
            zip(away, zip(other, weights)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) } <= 1e-12 * size
        }
    }
}

/// Projections that are not, each by one mistake.
enum WrongProjection: CaseIterable {
    case clippedAndScaled
    case sumOfAll
    case oneTooMany

    func project(_ values: [Double]) -> [Double] {
        let sorted = values.sorted(by: >)
        var sums: [Double] = []
        for value in sorted { sums.append((sums.last ?? 0) + value) }
        let last = sorted.indices.last { sorted[$0] - (sums[$0] - 1) / Double($0 + 1) > 0 } ?? 0
        let clipped = values.map { max($0, 0) }
        let total = clipped.reduce(0, +)
        switch self {
        case .clippedAndScaled:
            return total > 0 ? clipped.map { $0 / total } : values.map { _ in 1 / Double(values.count) }
        case .sumOfAll:
            let theta = ((sums.last ?? 0) - 1) / Double(last + 1)
            return values.map { max($0 - theta, 0) }
        case .oneTooMany:
            let next = min(last + 1, sorted.count - 1)
            let theta = (sums[next] - 1) / Double(next + 1)
            return values.map { max($0 - theta, 0) }
        }
    }
}

/// The nearest weights to a vector.
func projected(_ values: [Double]) -> [Double] {
    var weights = values
    var span = weights.mutableSpan
    SimplexProjection.project(&span)
    return weights
}

/// Whether two lists are the same to a billionth.
func isClose(_ one: [Double], _ other: [Double], _ tolerance: Double = 1e-9) -> Bool {
    one.count == other.count
        && zip(one, other).allSatisfy { ($0 - $1).magnitude <= tolerance * max(1, $1.magnitude) }
}
