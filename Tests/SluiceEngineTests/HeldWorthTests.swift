import SluiceKit
import SluiceNumerics
import SluiceTestKit
import Testing

/// Four instruments at a time come to what one after the other does, to the last bit.
@Suite struct HeldWorthTests {
    /// Columns: quantities, marks, rates.
    private static func book(_ count: Int, seed: UInt64) -> ColumnSet {
        let book = ColumnSet(columns: 3, rows: count)
        var dice = Dice(seed: seed)
        for index in 0..<count {
            let isHeld = dice.uniform() < 0.6
            book[0][index] = isHeld ? (dice.uniform() - 0.5) * 1_000 : dice.uniform() < 0.5 ? 0 : -0.0
            // What is not held may have no mark, or none that is a number.
            book[1][index] =
                isHeld ? 1 + dice.uniform() * 500 : [.nan, .infinity, 12][Int(dice.uniform() * 3)]
            book[2][index] = dice.uniform() < 0.5 ? 1 : 0.5 + dice.uniform()
        }
        return book
    }

    private static func held(_ book: ColumnSet) -> HeldWorth {
        HeldWorth(
            quantities: UnsafePointer(book[0].base), marks: UnsafePointer(book[1].base),
            rates: UnsafePointer(book[2].base), count: book.rows)
    }

    @Test(arguments: 0...11)
    func `worth and weights are those of a plain sum`(count: Int) {
        for seed in 1...20 as ClosedRange<UInt64> {
            let book = Self.book(count, seed: seed)
            var (money, worths) = (1_000.25, [Double]())
            for index in 0..<count {
                let worth = book[0][index] * book[1][index] * book[2][index]
                worths.append(book[0][index] == 0 ? 0 : worth)
                money += worths[index]
            }
            #expect(Self.held(book).worth(addedTo: 1_000.25).bitPattern == money.bitPattern)
            let weights = ColumnSet(columns: 1, rows: count + 1)
            Self.held(book).divide(by: money, into: weights[0].base)
            for index in 0..<count {
                let weight = book[0][index] == 0 ? 0 : worths[index] / money
                #expect(weights[0][index].bitPattern == weight.bitPattern)
            }
            #expect(weights[0][count].isNaN)
        }
    }

    @Test func `a holding without a price leaves the worth unknown`() {
        let book = Self.book(6, seed: 3)
        (book[0][2], book[1][2]) = (5, .nan)
        #expect(Self.held(book).worth(addedTo: 10).isNaN)
    }
}
