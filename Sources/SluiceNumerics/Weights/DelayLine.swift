/// Gives back rows of numbers a fixed number of steps after they were put in: what was forecast when it comes true.
///
/// There are several lines, each with a delay of its own, such as one for each horizon. Steps are counted by the caller
/// and may be left out; what was put in at a step comes out at the one exactly `delay` later, and is lost when that is
/// left out. Memory: for each line its delay times rows times width.
public struct DelayLine: Sendable {
    /// How many rows a step of a line has.
    public let rows: Int
    /// How many numbers a row has.
    public let width: Int
    private let delays: [Int]
    private let first: [Int]
    private var stamps: [Int]
    private var values: [Double]
    // The slot that each line is at, and whether what it holds is due.
    private var slots: [Int]
    private var areDue: [Bool]

    /// Refuses a delay below 1, less than one line, row or number, and more than 2^31 numbers altogether.
    public init(delays: [Int], rows: Int, width: Int) throws(InvalidParameter) {
        try require("lines", delays.count, in: 1...100_000)
        try require("rows", rows, in: 1...100_000)
        try require("width", width, in: 1...1_000_000)
        var (first, steps) = ([Int](), 0)
        for delay in delays {
            try require("delay", delay, in: 1...1_000_000)
            first.append(steps)
            steps += delay
        }
        let (cells, overflows) = steps.multipliedReportingOverflow(by: rows * width)
        try require("delays x rows x width", overflows ? .max : cells, in: 1...(1 << 31))
        (self.delays, self.rows, self.width, self.first) = (delays, rows, width, first)
        stamps = [Int](repeating: .min, count: steps)
        values = [Double](repeating: .nan, count: cells)
        slots = first
        areDue = delays.map { _ in false }
    }

    /// Enters a step of a line; true when something comes out at it.
    ///
    /// Steps grow.
    @discardableResult
    public mutating func enter(step: Int, line: Int) -> Bool {
        let slot = first[line] + step % delays[line]
        areDue[line] = stamps[slot] == step - delays[line]
        slots[line] = slot
        stamps[slot] = step
        return areDue[line]
    }

    /// Puts a row in at the step that was entered, and writes what comes out, NaN when nothing does.
    public mutating func exchange(
        _ row: Int, line: Int, in entering: Span<Double>, out leaving: inout MutableSpan<Double>
    ) {
        precondition(entering.count == width && leaving.count == width)
        let start = (slots[line] * rows + row) * width
        let isDue = areDue[line]
        for index in 0..<width {
            leaving[index] = isDue ? values[start + index] : .nan
            values[start + index] = entering[index]
        }
    }

    /// Everything that has to survive a restart between two steps.
    public var state: [Double] { stamps.map { $0 == .min ? -1 : Double($0) } + values }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == stamps.count + values.count else { return false }
        let steps = state[..<stamps.count].compactMap(Int.init(exactly:))
        guard steps.count == stamps.count, steps.allSatisfy({ $0 >= -1 && $0 < 1 << 52 }) else {
            return false
        }
        stamps = steps.map { $0 == -1 ? .min : $0 }
        values = Array(state[stamps.count...])
        return true
    }
}
