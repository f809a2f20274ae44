import SluiceNumerics
import Testing

/// What stands before the loops over columns: totals, and the ways for a few instruments, which no loop takes.
@Suite struct ColumnFrontTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a range is the least and the greatest, and none where one is not finite`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let numbers = (0..<Int(seed)).map { _ in 100 * (dice.unit() - 0.5) }
        let found = PresentNumbers.range(of: numbers, numbers.count)
        #expect(found?.low == numbers.min() && found?.high == numbers.max())
        for odd in [Double.nan, .infinity, -.infinity] {
            var numbers = numbers
            numbers[dice.below(numbers.count)] = odd
            #expect(PresentNumbers.range(of: numbers, numbers.count) == nil)
        }
        #expect(PresentNumbers.range(of: numbers, 0) == nil)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a sum in turn is the same in whatever pieces its numbers come`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let numbers = (0..<90 + dice.below(8)).map { _ in 1e6 * (1 + dice.unit()) }
        var (single, pieces, plain) = (SumInTurn(), SumInTurn(), [0.0, 0, 0, 0])
        for (place, number) in numbers.enumerated() {
            single.add(number)
            plain[place % 4] += number
        }
        var first = 0
        while first < numbers.count {
            let count = min(dice.below(20), numbers.count - first)
            pieces.add(Array(numbers[first..<first + count]), count)
            first += count
        }
        let turn = numbers.count % 4
        let turned = Array(plain[turn...] + plain[..<turn])
        #expect(single.value == (turned[0] + turned[1]) + (turned[2] + turned[3]))
        #expect(pieces.value == single.value)
        pieces.add(.nan)
        #expect(!pieces.value.isFinite)
    }

    /// Columns of a few numbers, and the same with others behind that say nothing.
    private static func columns(_ few: Int, _ dice: inout SeededDice) -> (few: [[Double]], many: [[Double]]) {
        let odd = [0, -0.0, 1, -1, .nan, .infinity, 0.05, 100]
        let columns = (0..<4).map { _ in
            (0..<few).map { _ in
                dice.unit() < 0.4 ? odd[Int(dice.unit() * 8)] : 2 * dice.unit() - 1
            }
        }
        return (columns, columns.map { $0 + [Double](repeating: 0, count: 9) })
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a few instruments are found as they are among many`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let few = Int(seed % 3) + 1
        let (own, among) = Self.columns(few, &dice)
        func concerned(_ columns: [[Double]]) -> (places: [Int], wishes: [UInt64]) {
            var (places, wishes) = ([Int](repeating: -1, count: columns[0].count), columns[0])
            let found = NonzeroPlaces.find(
                wishes.count, columns[0], columns[1], columns[2], columns[3], wishes: &wishes, into: &places)
            return (Array(places[..<found]), wishes[..<few].map(\.bitPattern))
        }
        let (alone, together) = (concerned(own), concerned(among))
        #expect(alone.places == together.places && alone.wishes == together.wishes)

        func areOdd(_ columns: [[Double]]) -> Bool {
            TargetPlaces.areOdd(
                columns[0].count, columns[0], held: columns[1], weights: columns[2], marks: columns[3])
        }
        #expect(areOdd(own) == areOdd(among))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `weights of units and far targets of a few are those that they have among many`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let few = Int(seed % 3) + 1
        let (own, among) = Self.columns(few, &dice)
        let marks = (0..<few + 9).map { _ in 90 + 20 * dice.unit() }
        func weights(_ columns: [[Double]]) -> [UInt64] {
            var weights = columns[0]
            UnitWeights.write(
                weights.count, units: 10, equity: 12_345.6, sides: columns[0], marks: marks, into: &weights)
            return weights[..<few].map(\.bitPattern)
        }
        #expect(weights(own) == weights(among))

        // Those behind have no target.
        let targets = own[0] + [Double](repeating: .nan, count: 9)
        func far(_ count: Int) -> (places: [Int], near: [UInt64], hasGoal: [Bool]) {
            var (places, near) = ([Int](repeating: -1, count: count), [Double](repeating: 7, count: count))
            var hasGoal = [Bool](repeating: true, count: count)
            let known = { (targets: [Double], held: [Double], rates: [Double]) in
                targets.withUnsafeBufferPointer { targets in
                    held.withUnsafeBufferPointer { held in
                        rates.withUnsafeBufferPointer { rates in
                            marks.withUnsafeBufferPointer { marks in
                                TargetPlaces.far(
                                    TargetPlaces.Known(
                                        weight: targets.baseAddress!, held: held.baseAddress!,
                                        mark: marks.baseAddress!, rate: rates.baseAddress!, count: count),
                                    equity: 1_000, nearness: 0.999, near: &near, hasGoal: &hasGoal,
                                    into: &places)
                            }
                        }
                    }
                }
            }
            let found = known(targets, among[1], [Double](repeating: 1, count: count))
            return (Array(places[..<found]), near[..<few].map(\.bitPattern), Array(hasGoal[..<few]))
        }
        let (alone, together) = (far(few), far(few + 9))
        #expect(alone.places == together.places && alone.near == together.near)
        #expect(alone.hasGoal == together.hasGoal)
    }
}
