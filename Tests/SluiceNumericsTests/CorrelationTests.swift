import SluiceNumerics
import Testing

@Suite struct CorrelationTests {
    @Test func `four pairs correlate by 0.8`() throws {
        var history = try SeriesCorrelation(series: 1, members: 2, window: 4)
        var pearson = Pearson()
        for (one, two) in [(1.0, 1.0), (2, 3), (3, 2), (4, 4)] {
            history.push([one, two].span, series: 0)
            pearson.add(one, two)
        }
        expect(abs(Self.matrix(&history)[1] - 0.8) < 1e-14)
        #expect(abs(pearson.correlation - 0.8) < 1e-14)
    }

    @Test(arguments: [(0.0, 4, 30), (0.05, 5, 20), (0.5, 3, 12), (0.9, 4, 10)])
    func `correlations are those of the window taken afresh`(gaps: Double, members: Int, window: Int) throws {
        var dice = SeededDice(seed: 21)
        var history = try SeriesCorrelation(series: 1, members: members, window: window)
        var past: [[Double]] = []
        var compared = 0
        for step in 0..<30 * window {
            let common = dice.normal()
            let scale = step % 97 == 5 ? 1e8 : 1
            let values = (0..<members).map { member in
                (dice.gappy(gaps) + common * Double(member)) * scale + (member == 1 ? 500 : 0)
            }
            history.push(values.span, series: 0)
            if values.contains(where: \.isFinite) { past.append(values) }
            let matrix = Self.matrix(&history, minimum: 4)
            for one in 0..<members {
                #expect(matrix[one * members + one] == 1)
                for two in 0..<one {
                    let (count, expected) = Self.pearson(past.suffix(window), one, two)
                    // With gaps the matrix may have been shrunk as a whole.
                    if gaps == 0 || members == 2 {
                        #expect(abs(matrix[one * members + two] - (count >= 4 ? expected : 0)) < 1e-9)
                        compared += 1
                    }
                    #expect(count >= 4 || matrix[one * members + two] == 0)
                    #expect(matrix[one * members + two] == matrix[two * members + one])
                }
            }
        }
        #expect(compared > 0 || gaps > 0)
    }

    @Test func `a pair with gaps correlates over its common moments`() throws {
        var dice = SeededDice(seed: 22)
        var history = try SeriesCorrelation(series: 1, members: 2, window: 15)
        var past: [[Double]] = []
        for _ in 0..<500 {
            let values = [dice.gappy(0.3), dice.gappy(0.3)]
            history.push(values.span, series: 0)
            if values.contains(where: \.isFinite) { past.append(values) }
            let (count, expected) = Self.pearson(past.suffix(15), 0, 1)
            expect(abs(Self.matrix(&history)[1] - (count >= 3 ? expected : 0)) < 1e-9)
            #expect(history.count(series: 0, member: 1) == past.suffix(15).count { $0[1].isFinite })
        }
    }

    @Test func `histories of unequal length are paired by time, not from their ends`() throws {
        let (long, short) = ([1.0, 2, 3, 4, 5, 6], [4.0, 1, 3, 2])
        for start in 0...2 {
            var history = try SeriesCorrelation(series: 1, members: 2, window: 10)
            for step in 0..<6 {
                let other = (start..<start + 4).contains(step) ? short[step - start] : .nan
                history.push([long[step], other].span, series: 0)
            }
            let rows = (0..<4).map { [long[start + $0], short[$0]] }
            expect(abs(Self.matrix(&history)[1] - Self.pearson(rows[...], 0, 1).1) < 1e-12)
        }
    }

    @Test func `a constant member correlates with nobody`() throws {
        var history = try SeriesCorrelation(series: 1, members: 2, window: 8)
        var dice = SeededDice(seed: 1)
        for step in 0..<40 { history.push([step < 9 ? dice.normal() : 0.1, dice.normal()].span, series: 0) }
        expect(Self.matrix(&history) == [1, 0, 0, 1])
    }

    @Test func `moments at which nobody is present are passed over`() throws {
        var (dice, with) = (SeededDice(seed: 4), try SeriesCorrelation(series: 1, members: 3, window: 6))
        var without = with
        for step in 0..<100 {
            let values = (0..<3).map { _ in dice.normal() }
            with.push(values.span, series: 0)
            without.push(values.span, series: 0)
            if step % 3 == 0 { with.push([.nan, .infinity, .nan].span, series: 0) }
        }
        expect(Self.matrix(&with) == Self.matrix(&without))
    }

    @Test func `many series are taken as one by one, to the bit`() throws {
        let (series, members) = (100, 4)
        for gaps in [0, 0.02, 0.6] {
            var (dice, one) = (
                SeededDice(seed: 6), try SeriesCorrelation(series: series, members: members, window: 4)
            )
            var many = one
            var pairs = [Double](repeating: 0, count: series * members * (members - 1) / 2)
            for _ in 0..<70 {
                let step = (0..<series * members).map { _ in dice.gappy(gaps) * (dice.unit() < 0.01 ? 1e6 : 1)
                }
                many.push(step.span, firstSeries: 0)
                for index in 0..<series {
                    let values = (0..<members).map { step[$0 * series + index] }
                    one.push(values.span, series: index)
                }
                var span = pairs.mutableSpan
                many.correlations(firstSeries: 0, count: series, into: &span)
                for index in 0..<series {
                    let matrix = Self.matrix(&one, series: index)
                    for member in 0..<members {
                        for other in 0..<member {
                            let pair = pairs[(member * (member - 1) / 2 + other) * series + index]
                            #expect(pair.bitPattern == matrix[member * members + other].bitPattern)
                        }
                    }
                }
            }
            #expect(one.state.map(\.bitPattern) == many.state.map(\.bitPattern))
        }
    }

    @Test func `a matrix of contradictions is healed`() throws {
        var matrix = [1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1]
        var span = matrix.mutableSpan
        var repair = try CorrelationRepair(capacity: 3)
        expect(abs(repair.heal(&span, members: 3) - 0.5 / 0.9) < 1e-9)
        #expect(abs(matrix[1] - 0.5) < 1e-9 && abs(matrix[5] + 0.5) < 1e-9 && matrix[0] == 1)
        var again = matrix.mutableSpan
        expect(repair.heal(&again, members: 3) == 1)
    }

    @Test func `gaps never leave a matrix that ridge refuses`() throws {
        var dice = SeededDice(seed: 33)
        var history = try SeriesCorrelation(series: 1, members: 5, window: 8)
        var solver = try RidgeSolver(rule: RidgeWeighting(lambda: 0.01))
        var shrunk = 0
        for _ in 0..<500 {
            let values = (0..<5).map { _ in dice.gappy(0.5) }
            history.push(values.span, series: 0)
            var matrix = [Double](repeating: 0, count: 25)
            var span = matrix.mutableSpan
            shrunk += history.correlations(series: 0, minimum: 3, into: &span) < 1 ? 1 : 0
            let strengths = [Double](repeating: 0.02, count: 5)
            var weights = strengths
            var result = weights.mutableSpan
            expect(
                solver.solve(correlation: matrix.span, strengths: strengths.span, into: &result)
                    != .notCorrelation)
        }
        #expect(shrunk > 0)
    }

    static func matrix(
        _ history: inout SeriesCorrelation, series: Int = 0, minimum: Int = 3
    ) -> [Double] {
        var matrix = [Double](repeating: .nan, count: history.members * history.members)
        var span = matrix.mutableSpan
        history.correlations(series: series, minimum: minimum, into: &span)
        return matrix
    }

    static func pearson(_ rows: ArraySlice<[Double]>, _ one: Int, _ two: Int) -> (Int, Double) {
        let pairs = rows.filter { $0[one].isFinite && $0[two].isFinite }.map { ($0[one], $0[two]) }
        guard let first = pairs.first else { return (0, 0) }
        let count = Double(pairs.count)
        let x = first.0 + pairs.reduce(0) { $0 + ($1.0 - first.0) } / count
        let y = first.1 + pairs.reduce(0) { $0 + ($1.1 - first.1) } / count
        let common = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        let spread =
            pairs.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
            * pairs.reduce(0) { $0 + ($1.1 - y) * ($1.1 - y) }
        return (pairs.count, spread > 0 ? common / spread.squareRoot() : 0)
    }
}
