import CAllocations
import SluiceNumerics
import Testing

@Suite struct ColumnBlendTests {
    private func blend(_ members: [(values: [Double], weight: Double)]) throws -> [Double] {
        var sums = members[0].values
        var blend = try ColumnBlend(instruments: sums.count)
        var span = sums.mutableSpan
        blend.begin(&span)
        for member in members { blend.add(member.values.span, weight: member.weight, to: &span) }
        blend.finish(&span)
        return sums
    }

    @Test func `those present share the weight of those absent`() throws {
        let got = try blend([([2, 1, .nan, .infinity], 0.2), ([.nan, 6, .nan, 3], 0.8)])
        #expect(got[2].isNaN && isClose([got[0], got[1], got[3]], [2, 5, 3]))
    }

    @Test(arguments: [0, -1, .nan, .infinity] as [Double])
    func `a weight that is none adds nothing`(weight: Double) throws {
        #expect(try blend([([2], weight), ([6], 0.5)]) == [6])
        #expect(try blend([([2], weight)])[0].isNaN)
    }

    @Test func `a sum that overflows is absent`() throws {
        #expect(try blend([([1.7e308], 2), ([1.7e308], 2)])[0].isNaN)
    }

    @Test func `columns agree with one instrument at a time, in 10,000 cases of seed 331`() throws {
        var dice = SeededDice(seed: 331)
        let single = MemberBlend()
        for _ in 0..<1_000 {
            let members = (0...dice.below(4)).map { _ in
                (values: (0..<10).map { _ in dice.gappy(0.3) }, weight: dice.unit() < 0.2 ? 0 : dice.unit())
            }
            let got = try blend(members)
            for index in 0..<10 {
                var sum = MemberBlend.Sum()
                for member in members { sum.add(member.values[index], weight: member.weight) }
                let want = single.value(of: sum)
                #expect(want.isNaN ? got[index].isNaN : isClose([got[index]], [want]))
            }
        }
    }

    @Test func `a single member at a weight of 1 is averaged in one pass, to the last bit`() throws {
        var dice = SeededDice(seed: 332)
        let odd: [Double] = [
            .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        let values = odd + (0..<1_000).map { _ in dice.gappy(0.2) }
        let want = try blend([(values, 1)])
        var got = [Double](repeating: 7, count: values.count)
        var span = got.mutableSpan
        ColumnBlend.average(alone: values.span, into: &span)
        for index in values.indices {
            #expect(want[index].isNaN ? got[index].isNaN : got[index].bitPattern == want[index].bitPattern)
        }
    }

    @Test func `weights by instrument`() throws {
        var sums = [0.0, 0, 0]
        var blend = try ColumnBlend(instruments: 3)
        var span = sums.mutableSpan
        blend.begin(&span)
        blend.add([1, 1, 1].span, weights: [1, 3, .nan].span, to: &span)
        blend.add([5, 5, .nan].span, weights: [1, 1, 1].span, to: &span)
        blend.finish(&span)
        #expect(sums[0] == 3 && sums[1] == 2 && sums[2].isNaN)
    }
}
