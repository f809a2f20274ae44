import SluiceKit
import SluiceMarket

/// How far a run has come in what runs of its history share.
struct SharedDerivation {
    private let history: DerivedHistory
    /// What is shared; nil before the first cycle, and where nothing is.
    private var rows: DerivedRows?
    private var hasBegun = false
    /// The next row, from the first of the run.
    private var next = 0
    /// Whether rows were only read, so that what the run itself remembers is of an earlier one.
    private var isBehind = false

    init(_ history: DerivedHistory) { self.history = history }

    /// Shows those of some cycles at the beginning of a frame that are known.
    /// - Returns: How many they are; the others have to be worked out, and added.
    /// - Throws: `DerivationFault` for cycles that are not the next rows, once something was read.
    mutating func show(
        _ cycles: Int, _ times: UnsafePointer<Timestamp>, in frame: MarketFrame,
        form: @autoclosure () -> UInt64
    ) throws(DerivationFault) -> Int {
        if !hasBegun { (rows, hasBegun) = (history.take(from: times[0], form: form()), true) }
        guard let rows else { return 0 }
        guard rows.are(times, cycles, at: next) else {
            guard !isBehind else { throw DerivationFault() }
            end(state: nil)
            self.rows = nil
            return 0
        }
        let known = min(max(rows.count - next, 0), cycles)
        if known > 0 {
            rows.show(next..<next + known, in: frame)
            isBehind = true
        }
        next += cycles
        return known
    }

    /// What has to be remembered before the first row is worked out that nobody has.
    var state: [UInt64]? { isBehind ? rows?.state : nil }

    /// Adds the rows that were worked out.
    mutating func add(_ cycles: Range<Int>, of frame: MarketFrame) {
        guard let rows else { return }
        rows.add(cycles, of: frame)
        isBehind = false
    }

    /// Whether the run remembers what comes behind the last row that is known.
    var isAtEnd: Bool { rows != nil && !isBehind && next > 0 }

    /// Lets another run have the rows.
    func end(state: [UInt64]?) { rows.map { history.give(back: $0, state: state) } }
}

/// Cycles came that an earlier run of the same history did not have.
struct DerivationFault: Error, CustomStringConvertible {
    var description: String { "the history has other cycles than in the run before" }
}
