import SluiceNumerics
import Testing

@Suite struct BlendTests {
    @Test(
        arguments: [
            (1.5, [0.703_435_338_578_162_6, 0.248_701_949_017_436_9, 0.047_862_712_404_400_605]),
            (2, [0.782_608_695_652_174, 0.195_652_173_913_043_5, 0.021_739_130_434_782_615]),
            (4, [0.940_493_468_795_355_7, 0.058_780_841_799_709_73, 0.000_725_689_404_934_688_2]),
        ] as [(Double, [Double])])
    func `a temperature above 1 sharpens`(temperature: Double, expected: [Double]) throws {
        let weights = try Self.tempered([0.6, 0.3, 0.1], Temperature(temperature))
        #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func `a negative temperature is refused, and in the inverse form zero too`() {
        for temperature in [-1, -1e-9, .nan, .infinity] as [Double] {
            for form in Temperature.Form.allCases {
                #expect(throws: InvalidParameter.self) { try Temperature(temperature, form: form) }
            }
        }
        #expect(throws: InvalidParameter.self) { try Temperature(0, form: .inverse) }
    }

    @Test func `the inverse form is the exponent of one over the temperature`() throws {
        #expect(
            try Self.tempered([0.6, 0.4], Temperature(0.5, form: .inverse))
                == Self.tempered([0.6, 0.4], Temperature(2)))
    }

    @Test func `temperature keeps zeros, order and sum, and 0 makes all equal`() throws {
        #expect(try Self.tempered([0.2, 0, 0.8], Temperature(0)) == [1.0 / 3, 1.0 / 3, 1.0 / 3])
        #expect(try Self.tempered([0, 0], Temperature(0.5)) == [0, 0])
        #expect(try Self.tempered([0.3, .nan], Temperature(0.5)).allSatisfy { $0.isNaN })
        #expect(try Self.tempered([], Temperature(0)).isEmpty)
        var dice = SeededDice(seed: 9)
        for power in [0.01, 0.75, 1, 3, 800] {
            let raw = (0..<6).map { $0 == 2 ? 0 : dice.unit() }
            let weights = raw.map { $0 / raw.reduce(0, +) }
            let result = try Self.tempered(weights, Temperature(power))
            #expect(abs(result.reduce(0, +) - 1) < 1e-12 && result[2] == 0)
            for (one, two) in zip(weights.indices, weights.indices.dropFirst()) {
                #expect((weights[one] <= weights[two]) == (result[one] <= result[two]) || power == 800)
            }
        }
    }

    @Test func `those who are present share the weight of those who are not`() {
        var sum = MemberBlend.Sum()
        sum.add(0.01, weight: 0.819_444_336_981_559_2)
        sum.add(.nan, weight: 0.180_555_663_018_440_9)
        #expect(abs(MemberBlend().value(of: sum) - 0.01) < 1e-15)
        #expect(abs(MemberBlend(renormalizes: false).value(of: sum) - 0.008_194_443_369_815_592) < 1e-15)
    }

    @Test func `nobody present, no weight or an unknown weight is no forecast`() {
        #expect(MemberBlend().value(of: MemberBlend.Sum()).isNaN)
        for weight in [0, .nan] {
            var sum = MemberBlend.Sum()
            sum.add(0.01, weight: weight)
            #expect(MemberBlend().value(of: sum).isNaN)
        }
    }

    @Test func `a newcomer has an equal share until it is established`() throws {
        #expect(try Self.weighed([8, 1], [1, 0, 0, 1]) == [0.5, 0.5])
        #expect(try Self.weighed([8, 1], [1, 0, 0, 1], newcomers: .ignored) == [1, 0])
        #expect(try Self.weighed([4, 4], [1, 0.5, 0.5, 1], strengths: [0.1, 0.9]) == [0.5, 0.5])
        let three = try Self.weighed([9, 9, 2], [1, 0, 0, 0, 1, 0, 0, 0, 1], strengths: [0.2, 0.1, 0.9])
        #expect(zip(three, [4.0 / 9, 2.0 / 9, 1.0 / 3]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func `weights sum to 1 whoever is new and whatever the temperature`() throws {
        var dice = SeededDice(seed: 61)
        for round in 0..<300 {
            let members = 1 + dice.below(6)
            let matrix = RidgeTests.matrix(members, &dice)
            let counts = (0..<members).map { _ in dice.below(10) }
            let strengths = (0..<members).map { _ in dice.unit() }
            let weights = try Self.weighed(
                counts, matrix, strengths: strengths, temperature: [0, 0.75, 1, 2][round % 4])
            #expect(abs(weights.reduce(0, +) - 1) < 1e-12 && weights.allSatisfy { $0 >= 0 })
        }
    }

    @Test func `a member of unknown strength has no weight while others have one`() throws {
        for temperature in [0, 0.5, 1] {
            let weights = try Self.weighed(
                [9, 9], [1, 0, 0, 1], strengths: [.nan, 0.1], temperature: temperature)
            #expect(weights == [0, 1])
        }
    }

    @Test func `many series are weighed as one by one, to the bit`() throws {
        var dice = SeededDice(seed: 62)
        let series = 130
        for (members, power) in [(1, 1.0), (2, 0.75), (5, 1), (5, 0.85), (3, 0)] as [(Int, Double)] {
            let temperature = try Temperature(power)
            let matrices = (0..<series).map { _ in RidgeTests.matrix(members, &dice) }
            for (isNew, isUnknown) in [(false, false), (true, false), (false, true)] {
                let counts = (0..<series * members).map { _ in isNew ? dice.below(9) : 20 }
                let strengths = (0..<members).map { isUnknown && $0 == 0 ? .nan : dice.unit() }
                let weights = try Self.columns(
                    matrices, counts: counts, strengths: strengths, temperature: temperature)
                for index in 0..<series {
                    let single = try Self.weighed(
                        (0..<members).map { counts[$0 * series + index] }, matrices[index],
                        strengths: strengths,
                        temperature: power)
                    let column = (0..<members).map { weights[$0 * series + index] }
                    #expect(single.map(\.bitPattern) == column.map(\.bitPattern))
                }
            }
        }
    }

    private static func columns(
        _ matrices: [[Double]], counts: [Int], strengths: [Double], temperature: Temperature
    ) throws -> [Double] {
        let members = strengths.count
        var pairs: [Double] = []
        for row in 0..<members {
            for column in 0..<row { pairs += matrices.map { $0[row * members + column] } }
        }
        var blend = try RidgeBlend(rule: RidgeWeighting())
        var weights = [Double](repeating: -1, count: counts.count)
        let (lengths, costs) = (counts.map(Double.init), strengths.map { _ in 0.0 })
        var span = weights.mutableSpan
        blend.weigh(
            series: matrices.count, counts: lengths.span, pairs: pairs.span,
            informationCoefficients: strengths.span, costShares: costs.span, temperature: temperature,
            into: &span)
        return weights
    }

    private static func tempered(_ weights: [Double], _ temperature: Temperature) -> [Double] {
        var weights = weights
        var span = weights.mutableSpan
        temperature.apply(to: &span)
        return weights
    }

    private static func weighed(
        _ counts: [Int], _ matrix: [Double], strengths: [Double]? = nil,
        newcomers: RidgeBlend.Newcomers = .equalShare, temperature: Double = 1
    ) throws -> [Double] {
        var blend = try RidgeBlend(rule: RidgeWeighting(), newcomers: newcomers)
        var weights = [Double](repeating: -1, count: counts.count)
        let strengths = strengths ?? counts.map { _ in 0.05 }
        let costs = counts.map { _ in 0.0 }
        let power = try Temperature(temperature)
        var span = weights.mutableSpan
        blend.weigh(
            counts: counts.span, correlation: matrix.span, informationCoefficients: strengths.span,
            costShares: costs.span, temperature: power, into: &span)
        return weights
    }
}
