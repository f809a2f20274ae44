import SluiceKit
import SluiceMarket
import SluiceNumerics

/// The covariances of the universe's bar returns, and the part of them that decided instruments need.
///
/// A return counts when an instrument had a new bar in this cycle and in the one before. The estimate is made anew
/// every `refresh_every` bars; an instrument that has become known in between waits for the next.
final class RiskModel {
    static let covarianceUnknown = Reason("covariance_unknown")
    static let covarianceSingular = Reason("covariance_singular")
    static let reasons = [covarianceUnknown, covarianceSingular]

    private let tracker: CovarianceTracker
    private let estimate: CovarianceEstimate
    private let refreshEvery: Int
    private let covariance: SquareMatrix
    private let columns: ColumnSet
    /// The number of the estimate; 0 before the first.
    private(set) var version = 0

    /// The covariances of the members, with the signs turned of those that are to be short.
    let matrix: SquareMatrix
    /// The instruments that are members, in the universe's order.
    private var instruments: [Int]
    /// How many members there are.
    private(set) var count = 0
    /// Whether members, signs and estimate are those of the gathering before.
    private(set) var isUnchanged = false

    init(_ settings: CovarianceSettings, axes: Axes) throws {
        let count = axes.instruments.count
        tracker = try CovarianceTracker(
            count: max(count, 1), memory: settings.memory, minimum: settings.minHistory)
        estimate = settings.estimate
        refreshEvery = settings.refreshEvery
        covariance = SquareMatrix(max(count, 1))
        for row in 0..<max(count, 1) { covariance.row(row).update(repeating: .nan, count: covariance.stride) }
        matrix = SquareMatrix(max(count, 1))
        columns = ColumnSet(columns: 3, rows: count)
        columns[2].fill(0)
        instruments = Array(repeating: 0, count: count)
    }

    /// The close of the cycle before, by instrument; NaN where there was no new bar.
    private var last: Column { columns[0] }
    private var returns: Column { columns[1] }
    /// The sign with which an instrument was gathered last; 0 for none.
    private var signs: Column { columns[2] }
    /// The estimate that was gathered last.
    private var gathered = 0

    /// The instrument of a member.
    func instrument(_ member: Int) -> Int { instruments[member] }

    /// Whether an instrument's covariances are known.
    func isKnown(_ index: Int) -> Bool { !covariance[index, index].isNaN }

    /// Takes the returns of the cycle's bars.
    func observe(_ market: MarketFrame) {
        var known = 0
        for index in 0..<market.count {
            let close = market.isFresh(index) && market.close[index] > 0 ? market.close[index] : .nan
            returns[index] = close / last[index] - 1
            last[index] = close
            if returns[index].isFinite { known += 1 }
        }
        guard known > 0 else { return }
        tracker.push(UnsafeMutableBufferPointer(start: returns.base, count: market.count).span)
        if version == 0 || tracker.bars % refreshEvery == 0 {
            tracker.estimate(estimate, into: covariance)
            version = tracker.bars
        }
    }

    /// Gathers the covariances of the instruments whose sign is not 0 or NaN, those turned round that are short.
    ///
    /// Members are those that are known. With `isSigned` false nothing is turned.
    func gather(_ sides: Column, isSigned: Bool = true) {
        isUnchanged = gathered == version
        count = 0
        for index in 0..<sides.count {
            let isMember = sides[index].magnitude > 0 && isKnown(index)
            let sign = !isMember ? 0 : isSigned && sides[index] < 0 ? -1.0 : 1
            if signs[index] != sign { isUnchanged = false }
            signs[index] = sign
            guard isMember else { continue }
            instruments[count] = index
            count += 1
        }
        gathered = version
        // An unchanged matrix still stands, unless it is not of this run.
        if !isUnchanged || !isFilled { fill() }
    }

    private var isFilled = false

    private func fill() {
        isFilled = true
        for row in 0..<count {
            let (from, to) = (covariance.row(instruments[row]), matrix.row(row))
            let sign = signs[instruments[row]]
            for column in 0..<count {
                to[column] = sign * signs[instruments[column]] * from[instruments[column]]
            }
        }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(version)
        memory.write(gathered)
        memory.write(columns)
        memory.write(tracker.state)
        memory.write(
            UnsafeBufferPointer(start: covariance.base, count: covariance.stride * covariance.stride))
    }

    func recall(from memory: inout MemoryReader) throws {
        let (version, gathered) = (try memory.int(), try memory.int())
        let kept = ColumnSet(columns: columns.columns, rows: columns.rows)
        try memory.read(into: kept)
        let state = try memory.doubles()
        let estimate = try memory.doubles()
        guard estimate.count == covariance.stride * covariance.stride, tracker.restore(state) else {
            throw MemoryMismatch("the memory is of another universe")
        }
        columns.copy(kept)
        (self.version, self.gathered, isFilled) = (version, gathered, false)
        covariance.base.update(from: estimate, count: estimate.count)
    }
}
