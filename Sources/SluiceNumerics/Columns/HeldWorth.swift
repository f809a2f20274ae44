internal import CColumns

/// What holdings are worth at some marks; 0 for what is not held, whatever its mark.
public struct HeldWorth {
    private let quantities: UnsafePointer<Double>
    private let marks: UnsafePointer<Double>
    private let rates: UnsafePointer<Double>
    private let count: Int

    /// Reads as many numbers of each kind, which the caller keeps alive.
    public init(
        quantities: UnsafePointer<Double>, marks: UnsafePointer<Double>, rates: UnsafePointer<Double>,
        count: Int
    ) {
        (self.quantities, self.marks, self.rates, self.count) = (quantities, marks, rates, count)
    }

    /// A sum of money and what is held, added one after the other.
    public func worth(addedTo money: Double) -> Double {
        var sum = money
        if count >= RowBlock.few {
            withHoldings { ccolumns_worth($0, money, &sum) }
        } else {
            for index in 0..<count { sum += value(index) }
        }
        return sum
    }

    /// The same at the marks of cycles that follow one another, instrument after instrument; a sum for each.
    public func worths(_ cycles: Int, addedTo money: Double, into sums: UnsafeMutablePointer<Double>) {
        withHoldings { ccolumns_worths($0, money, Int64(cycles), sums) }
    }

    /// Writes the share that each holding has of an equity.
    public func divide(by equity: Double, into weights: UnsafeMutablePointer<Double>) {
        if count >= RowBlock.few {
            withHoldings { ccolumns_shares($0, equity, weights) }
        } else {
            for index in 0..<count { weights[index] = quantities[index] == 0 ? 0 : value(index) / equity }
        }
    }

    @inline(__always)
    private func value(_ index: Int) -> Double {
        ccolumns_value(quantities[index], marks[index], rates[index])
    }

    @inline(__always)
    private func withHoldings(_ body: (UnsafePointer<ccolumns_holdings>) -> Void) {
        var holdings = ccolumns_holdings(
            quantity: quantities, mark: marks, rate: rates, count: Int64(count))
        body(&holdings)
    }
}
