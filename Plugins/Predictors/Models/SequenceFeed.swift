import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceNumerics

/// What a model of sequences sees of every instrument, and what it says of it.
///
/// A fresh bar adds one row to its instrument's window. The rows are raw; a window that is full is scaled as a whole, as the
/// training scaled it, and evaluated once for that bar. What the model says holds until the next bar, or until the last row
/// is as old as the metadata's time to live; without one it holds for the cycle of the bar alone.
///
/// An instrument is absent (NaN) until its window is full, when a bar lacks a number, and where a window cannot be scaled.
/// A bar that is missed leaves a gap: the next row stands where it would have stood. A step allocates nothing here.
final class SequenceFeed {
    /// Where a number of a row comes from.
    private enum Source: Equatable {
        case open, high, low, close, volume
        case feature(Int)
    }

    private let evaluator: any Evaluator
    private let scaling: SequenceNormalization
    private let sources: [Source]
    private let outlives: Bool
    private var bank: SequenceBank
    /// What the model last said: number `instrument * outputs + output`.
    private var results: [Double]
    /// Room for a block of windows, in the precision of the rows and of the evaluator, and for what is said of them.
    private var window: [Float]
    private var block: [Double]
    private var said: [Double]
    private var members: [Int] = []

    /// How many windows are evaluated at a time.
    private static let room = 64

    /// How many numbers the model gives for an instrument.
    var outputs: Int { evaluator.outputs }

    /// Prepares windows for an evaluator.
    ///
    /// - Parameters:
    ///   - evaluator: A model of windows.
    ///   - input: What its metadata say of the window.
    ///   - features: The features of a row in the order of the model, for rows that are no raw bars.
    ///   - instruments: How many instruments there are.
    ///   - place: The number of a feature among the market's; nil for none of that name.
    /// - Throws: `MissingFeature`, and `InvalidParameter` where the evaluator takes other windows than the metadata say.
    init(
        _ evaluator: any Evaluator, input: SequenceInput, features: [String], instruments: Int,
        place: (String) -> Int?
    ) throws {
        (self.evaluator, outlives) = (evaluator, input.timeToLive != nil)
        sources = try (input.channels ?? features).map { name in
            if input.channels != nil, let source = Self.source(ofChannel: name) { return source }
            guard let number = place(name) else { throw MissingFeature(name: name) }
            return .feature(number)
        }
        let width = sources.count
        guard evaluator.sequence == input.length, evaluator.features == width else {
            throw InvalidParameter(
                name: "window", value: Double(input.length * width),
                expected:
                    "\(evaluator.sequence ?? 1) rows of \(evaluator.features) features, as the model takes")
        }
        scaling = try SequenceNormalization(
            Self.method(input.normalization), length: input.length, features: width)
        bank = try SequenceBank(
            series: instruments, length: input.length, features: width,
            timeToLive: input.timeToLive?.nanoseconds ?? .max)
        results = [Double](repeating: .nan, count: instruments * evaluator.outputs)
        window = [Float](repeating: 0, count: input.length * width)
        block = [Double](repeating: 0, count: Self.room * window.count)
        said = [Double](repeating: 0, count: Self.room * evaluator.outputs)
        members.reserveCapacity(Self.room)
    }

    private static func source(ofChannel name: String) -> Source? {
        switch name {
        case "open": .open
        case "high": .high
        case "low": .low
        case "close": .close
        case "volume": .volume
        default: nil
        }
    }

    private static func method(_ normalization: SequenceInput.Normalization) -> SequenceNormalization.Method {
        switch normalization {
        case .returns: .returns
        case .logReturns: .logReturns
        case .minmax: .minmax
        case .none: .none
        }
    }

    /// Takes the fresh bars of a cycle and evaluates the windows that they complete.
    func step(_ market: MarketFrame, at time: Timestamp) {
        for (feature, source) in sources.enumerated() {
            bank.stage(column(source, market).base, feature: feature)
        }
        _ = bank.pushStaged(present: market.fresh.base, at: time.nanoseconds)
        members.removeAll(keepingCapacity: true)
        for index in 0..<bank.series {
            let isReady = bank.isReady(series: index, at: time.nanoseconds)
            if market.isFresh(index) || !outlives || !isReady { forget(index) }
            // A bar whose row was refused leaves the window as it was, and the model has nothing to say of it.
            guard market.isFresh(index), isReady, bank.lastTime(series: index) == time.nanoseconds else {
                continue
            }
            admit(index)
            if members.count == Self.room { evaluate() }
        }
        evaluate()
    }

    private func column(_ source: Source, _ market: MarketFrame) -> Column {
        switch source {
        case .open: market.open
        case .high: market.high
        case .low: market.low
        case .close: market.close
        case .volume: market.volume
        case .feature(let number): market.features.column(number)
        }
    }

    private func forget(_ index: Int) {
        for output in 0..<outputs { results[index * outputs + output] = .nan }
    }

    /// Puts an instrument's window into the block, unless it cannot be scaled.
    private func admit(_ index: Int) {
        bank.copy(series: index, into: &window)
        guard scaling.apply(&window) else { return }
        let first = members.count * window.count
        for number in 0..<window.count { block[first + number] = Double(window[number]) }
        members.append(index)
    }

    private func evaluate() {
        guard !members.isEmpty else { return }
        evaluator.evaluate(block, count: members.count, into: &said)
        for (place, index) in members.enumerated() {
            for output in 0..<outputs {
                let number = said[place * outputs + output]
                results[index * outputs + output] = number.isFinite ? number : .nan
            }
        }
        members.removeAll(keepingCapacity: true)
    }

    /// What the model says of an instrument; NaN where it says nothing.
    func result(_ index: Int, output: Int) -> Double { results[index * outputs + output] }

    /// Goes on with the windows of a feed of the same shape, which takes this one's; else false, and nothing changed.
    ///
    /// Windows hold raw rows, so a model that scales them in another way may have them too. What the other's model said
    /// is not taken over. Allocates nothing.
    func takeWindows(of other: SequenceFeed) -> Bool {
        let (own, known) = (bank, other.bank)
        guard sources == other.sources, own.series == known.series, own.length == known.length,
            own.timeToLive == known.timeToLive
        else { return false }
        swap(&bank, &other.bank)
        return true
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(bank.state)
        memory.write(results)
    }

    func recall(from memory: inout MemoryReader) throws {
        let (state, said) = (try memory.doubles(), try memory.doubles())
        guard said.count == results.count, bank.restore(state) else {
            throw MemoryMismatch("the windows are of another form")
        }
        results = said
    }
}
