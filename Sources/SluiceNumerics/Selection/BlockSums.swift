/// Sums of returns and of their squares, by block of periods and trial, so that any half of the blocks has its measure
/// without walking periods again.
struct BlockSums {
    private let trials: Int
    private let blocks: Int
    private let periodsInBlock: Int
    private let measure: BacktestOverfitting.Measure
    /// Block after block, each with all trials.
    private var sums: [Double]
    private var squares: [Double]

    init(_ returns: TrialReturns, blocks: Int, _ measure: BacktestOverfitting.Measure) {
        (trials, self.blocks, self.measure) = (returns.usable.count, blocks, measure)
        periodsInBlock = returns.periods / blocks
        sums = Array(repeating: 0, count: blocks * trials)
        squares = sums
        let first = returns.periods % blocks
        for (place, trial) in returns.usable.enumerated() {
            returns.lend(trial) { values in
                for block in 0..<blocks {
                    var (sum, square) = (0.0, 0.0)
                    let start = first + block * periodsInBlock
                    for period in start..<start + periodsInBlock {
                        sum += values[period]
                        square += values[period] * values[period]
                    }
                    sums[block * trials + place] = sum
                    squares[block * trials + place] = square
                }
            }
        }
    }

    /// The measure of each trial over the blocks whose bits are set.
    ///
    /// A deviation that is not above rounding is none: the measure is 0 then.
    func measure(_ choice: Int, into result: inout [Double]) {
        if result.count != trials { result = Array(repeating: 0, count: trials) }
        let count = Double(blocks / 2 * periodsInBlock)
        sums.withUnsafeBufferPointer { sums in
            squares.withUnsafeBufferPointer { squares in
                for trial in 0..<trials {
                    var (sum, square, block) = (0.0, 0.0, trial)
                    var bits = choice
                    while block < sums.count {
                        if bits & 1 == 1 { (sum, square) = (sum + sums[block], square + squares[block]) }
                        (bits, block) = (bits >> 1, block + trials)
                    }
                    let mean = sum / count
                    guard measure == .sharpe else {
                        result[trial] = mean
                        continue
                    }
                    let rest = square - sum * mean
                    result[trial] = rest > square * 1e-12 ? mean / (rest / (count - 1)).squareRoot() : 0
                }
            }
        }
    }
}
