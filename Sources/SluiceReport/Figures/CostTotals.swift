/// What trading and holding cost, by kind, in the account's currency; above zero where the account paid.
struct CostTotals {
    /// Fees of trades.
    private(set) var fees = 0.0
    /// What trades were dearer than the mark of the cycle before, that is than the price the decision saw: spread, slippage
    /// and the move until the trade together; below zero where they were cheaper.
    private(set) var shortfall = 0.0
    /// Payments beside trades by kind.
    private(set) var charges: [(name: String, amount: Double)] = []
    /// The value that was traded.
    private(set) var traded = 0.0

    init(_ run: RecordedRun) {
        let (moments, times) = (run.integers(.fills, "time"), run.integers(.prices, "time"))
        let (instruments, sides) = (run.integers(.fills, "instrument"), run.integers(.fills, "side"))
        let (quantities, prices) = (run.numbers(.fills, "quantity"), run.numbers(.fills, "price"))
        let paid = run.numbers(.fills, "fee")
        let marks = run.facts.instruments.indices.map { run.numbers(.prices, "\($0)") }
        for row in moments.indices {
            fees += paid[row]
            traded += quantities[row] * prices[row]
            let (index, cycle) = (Int(instruments[row]), times.place(from: moments[row]) - 1)
            guard marks.indices.contains(index), cycle >= 0, marks[index][cycle].isFinite else { continue }
            shortfall += Double(sides[row]) * quantities[row] * (prices[row] - marks[index][cycle])
        }
        let (kinds, amounts) = (run.integers(.charges, "kind"), run.numbers(.charges, "amount"))
        var sums: [Int: Double] = [:]
        for row in kinds.indices { sums[Int(kinds[row]), default: 0] -= amounts[row] }
        charges = sums.sorted { $0.key < $1.key }.map { (run.facts.charge($0.key), $0.value) }
    }
}
