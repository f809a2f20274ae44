import CColumns
import SluiceKit
import Testing

/// What loops come to is what a plain line of the same rule comes to.
@Suite struct LoopTests {
    private static func numbers(_ count: Int, _ dice: inout Dice) -> [Double] {
        (0..<count).map { _ in 90 + 20 * dice.uniform() }
    }

    @Test(arguments: 0...21)
    func `columns are spread and taken row by row`(rows: Int) {
        var dice = Dice(seed: UInt64(rows) + 1)
        let columns = (0..<4).map { _ in Self.numbers(rows, &dice) }
        var woven = [Double](repeating: 7, count: rows * 6 + 1)
        woven.withUnsafeMutableBufferPointer { to in
            guard let first = to.baseAddress else { return }
            ccolumns_weave(
                Int64(rows), columns[0], columns[1], columns[2], columns[3], first + 1, 6)
        }
        for row in 0..<rows {
            #expect((0..<4).allSatisfy { woven[1 + row * 6 + $0] == columns[$0][row] })
            #expect(woven[row * 6] == 7 && (row + 1 == rows || woven[1 + row * 6 + 4] == 7))
        }
        let wide = Self.numbers(5 * 40, &dice)
        var taken = [Double](repeating: 7, count: 5 * rows + 1)
        wide.withUnsafeBufferPointer { wide in
            guard let first = wide.baseAddress else { return }
            ccolumns_take(5, Int64(rows), first + 3, 40, &taken)
        }
        for column in 0..<5 {
            for row in 0..<rows { #expect(taken[column * rows + row] == wide[column * 40 + 3 + row]) }
        }
        #expect(taken[5 * rows] == 7)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 20, 70])
    func `worths of cycles and traded values are sums one after the other`(instruments: Int) {
        var dice = Dice(seed: UInt64(instruments))
        for cycles in 1...11 {
            let held = Self.numbers(instruments, &dice).map { $0 < 100 ? 0 : $0 - 110 }
            let rates = Self.numbers(instruments, &dice)
            let marks = Self.numbers(instruments * cycles, &dice)
            var sums = [Double](repeating: 7, count: cycles)
            Lent.numbers([held, marks, rates]) { lent in
                var holdings = ccolumns_holdings(
                    quantity: lent[0], mark: lent[1], rate: lent[2], count: Int64(instruments))
                ccolumns_worths(&holdings, 1_000, Int64(cycles), &sums)
            }
            let volumes = Self.numbers(instruments * cycles, &dice)
            let present = marks.map { $0 < 95 ? 0 : 1.0 }
            var traded = rates
            ccolumns_add_traded(Int64(instruments), Int64(cycles), marks, volumes, present, &traded)
            var expected = rates
            for cycle in 0..<cycles {
                var sum = 1_000.0
                for index in 0..<instruments {
                    let place = cycle * instruments + index
                    sum += held[index] * marks[place] * rates[index]
                    if present[place] == 1 { expected[index] += marks[place] * volumes[place] }
                }
                #expect(sums[cycle].bitPattern == sum.bitPattern)
            }
            #expect(traded == expected)
        }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `an instrument alone has the still cycles that it has beside one that nothing is held of`(
        seed: UInt64
    ) {
        var dice = Dice(seed: seed)
        func pick(_ numbers: [Double]) -> Double { numbers[Int(dice.uniform() * Double(numbers.count))] }
        let held = pick([0, 100, -100, 3])
        let odd = dice.uniform() < 0.5
        let cycles = 40
        func column(_ usual: [Double], _ rare: [Double]) -> [Double] {
            (0..<cycles).map { _ in odd && dice.uniform() < 0.02 ? pick(rare) : pick(usual) }
        }
        let sides = column([held > 0 ? 1 : held < 0 ? -1 : 0], [0, 1, -1, .nan])
        let columns = [
            sides, column([1], [0, 0.5]), column([0], [1]), column([1, -1], [.nan]),
            column([0.5, 2], [.nan]),
            column([99, 100, 101], [0, .nan, .infinity]), column([10_000], [0, .nan, 1e-3]),
        ]
        let doubled = columns.enumerated().map { number, column in
            number == 6 ? column : column.flatMap { [$0, number == 0 ? 0 : 1] }
        }
        func still(_ columns: [[Double]], _ instruments: Int) -> Int64 {
            var found: Int64 = 7
            Lent.numbers(columns + [[held, 0]]) { lent in
                var wishes = ccolumns_wishes(
                    side: lent[0], scale: lent[1], leaves: lent[2], alpha: lent[3], cost: lent[4],
                    mark: lent[5], equity: lent[6], held: lent[7], instruments: Int64(instruments),
                    size: seed & 1 == 0 ? 100 : 1, has_units: seed & 1 == 0 ? 1 : 0,
                    undecided: Int64(seed % 3), tolerance: 5, most: 2)
                ccolumns_met(&wishes, Int64(cycles), &found)
            }
            return found
        }
        let alone = still(columns, 1)
        #expect(alone == still(doubled, 2))
        #expect(odd || held == 3 || alone == 40 || held == 0)
    }
}
