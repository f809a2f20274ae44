import SluiceKit
import SluiceTestKit
import Testing

@testable import Sizers

/// What a sizer goes along is what there is anything to say of.
@Suite struct ConcernedListTests {
    @Test(arguments: 0...9)
    func `a decision, an exit, a holding or an order is found, and nothing else`(count: Int) {
        for seed in 1...50 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            func odd(_ others: [Double]) -> Double {
                dice.uniform() < 0.7
                    ? (dice.uniform() < 0.5 ? 0 : -0.0) : others[Int(dice.uniform() * Double(others.count))]
            }
            let (decisions, portfolio) = (DecisionFrame(count: count), Portfolio(count: count))
            let wishes = ColumnSet(columns: 1, rows: count)
            var expected: [Int] = []
            for index in 0..<count {
                decisions.side[index] = odd([1, -1, .nan])
                decisions.exit[index] = odd([1])
                portfolio.quantity[index] = odd([5, -5, 1e-300, .nan])
                portfolio.pending[index] = odd([2, -2])
                wishes[0][index] = Double(index) + 0.25
                let numbers = [
                    decisions.side[index], decisions.exit[index], portfolio.quantity[index],
                    portfolio.pending[index],
                ]
                if numbers.contains(where: { $0 != 0 }) { expected.append(index) }
            }
            let list = ConcernedList(capacity: count)
            #expect(Array(list.find(decisions, portfolio, wishes: wishes[0])) == expected)
            for index in 0..<count {
                let isKept = wishes[0][index] == Double(index) + 0.25
                #expect(isKept == expected.contains(index))
                #expect(isKept || wishes[0][index].isNaN)
            }
        }
    }
}
