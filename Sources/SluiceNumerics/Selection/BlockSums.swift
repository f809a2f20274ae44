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

    /// The measure of each trial over the blocks whose bits are set; `squares` is room for as many numbers.
    ///
    /// A deviation that is not above rounding is none: the measure is 0 then.
    func measure(_ choice: Int, into result: inout [Double], squares room: inout [Double]) {
        if result.count != trials { result = Array(repeating: 0, count: trials) }
        if room.count != trials { room = Array(repeating: 0, count: trials) }
        let count = Double(blocks / 2 * periodsInBlock)
        result.withUnsafeMutableBufferPointer { result in
            room.withUnsafeMutableBufferPointer { room in
                add(choice, result, room)
                for trial in result.indices {
                    let (sum, square) = (result[trial], room[trial])
                    let mean = sum / count
                    let rest = square - sum * mean
                    result[trial] =
                        measure == .mean
                        ? mean : rest > square * 1e-12 ? mean / (rest / (count - 1)).squareRoot() : 0
                }
            }
        }
    }

    /// Adds block after block, each over all trials, which is what processors do fast.
    private func add(
        _ choice: Int, _ sum: UnsafeMutableBufferPointer<Double>, _ square: UnsafeMutableBufferPointer<Double>
    ) {
        sum.update(repeating: 0)
        square.update(repeating: 0)
        for block in 0..<blocks where choice >> block & 1 == 1 {
            let places = block * trials..<(block + 1) * trials
            sums.withUnsafeBufferPointer { Self.add(UnsafeBufferPointer(rebasing: $0[places]), to: sum) }
            squares.withUnsafeBufferPointer {
                Self.add(UnsafeBufferPointer(rebasing: $0[places]), to: square)
            }
        }
    }

    private static func add(_ values: UnsafeBufferPointer<Double>, to sum: UnsafeMutableBufferPointer<Double>)
    {
        for place in sum.indices { sum[place] += values[place] }
    }
}
