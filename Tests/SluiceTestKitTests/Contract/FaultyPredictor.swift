import SluiceKit
import SluiceMarket
import Synchronization

/// A predictor that keeps the contract, or breaks the one rule that a setting names.
///
/// It forecasts the mean of an instrument's returns so far.
final class FaultyPredictor: Predictor {
    enum Fault: String, SettingChoice {
        case none
        case peeks
        case silent
        case moody
        case leavesNumbers = "leaves_numbers"
        case forgets
        case forgetsALittle = "forgets_a_little"
        case isMovedByQuestions = "is_moved_by_questions"
        case leavesMemory = "leaves_memory"
        case takesShortMemory = "takes_short_memory"
        case takesAnyUniverse = "takes_any_universe"
        case infinite
        case throwsOnNaN = "throws_on_nan"
        case throwsOnHostile = "throws_on_hostile"
        case throwsOnEmpty = "throws_on_empty"
        case throwsOnOne = "throws_on_one"
        case throwsAlways = "throws_always"
        case allocates
    }

    struct Failure: Error {}

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let manifest = Manifest("faulty", "Expects the mean return to go on.")
    /// Changes from build to build, as a hash seed or an address would.
    static let mood = Mutex(0.0)

    private let fault: Fault
    private let future: [Double]
    private let mood: Double
    private let state: ColumnSet
    private let questions = Mutex(0)
    private var cycles = 0

    init(settings: Settings, context: StageContext) throws {
        fault = settings.fault
        let count = context.axes.instruments.count
        if fault == .throwsOnEmpty && count == 0 { throw Failure() }
        if fault == .throwsOnOne && count == 1 { throw Failure() }
        future = fault == .peeks ? try Self.closes(of: "AAA", in: context.files) : []
        mood = Self.mood.withLock { mood in
            mood += 1
            return mood
        }
        state = ColumnSet(columns: 3, rows: count)
        state[1].fill(0)
        state[2].fill(0)
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) throws {
        cycles += 1
        if fault == .throwsAlways { throw Failure() }
        let (last, sum, number) = (state[0], state[1], state[2])
        for index in 0..<market.count {
            let close = market.close[index]
            if fault == .throwsOnNaN && close.isNaN { throw Failure() }
            if fault == .throwsOnHostile && close <= 0 { throw Failure() }
            guard market.isFresh(index), close > 0, close < 1e9 else { continue }
            if last[index] > 0 {
                sum[index] += close / last[index] - 1
                number[index] += 1
            }
            last[index] = close
        }
        if fault == .allocates { UnsafeMutablePointer<Int>.allocate(capacity: 8).deallocate() }
        for horizon in 0..<(fault == .leavesNumbers ? 1 : forecasts.horizons) {
            let column = forecasts.column(member: 0, horizon: horizon)
            for index in 0..<market.count {
                let isKnown = market.isFresh(index) && number[index] > 0 && fault != .silent
                column[index] = isKnown ? disturbed(sum[index] / number[index] * 10_000) : .nan
            }
        }
    }

    private func disturbed(_ value: Double) -> Double {
        switch fault {
        case .peeks: cycles < future.count ? value + future[cycles] : value
        case .moody: value + mood
        case .isMovedByQuestions: value + Double(questions.withLock(\.self))
        case .infinite: .infinity
        default: value
        }
    }

    func remember(into memory: inout MemoryWriter) {
        questions.withLock { $0 += 1 }
        switch fault {
        case .forgets: break
        case .forgetsALittle: memory.write(state[0].isEmpty ? 0 : state[0][0])
        case .takesShortMemory: memory.write(state)
        default:
            memory.write(cycles)
            memory.write(state)
        }
    }

    func recall(from memory: inout MemoryReader) throws {
        switch fault {
        case .forgets: break
        case .forgetsALittle: if !state[0].isEmpty { state[0][0] = try memory.double() }
        case .takesShortMemory: try? memory.read(into: state)
        case .leavesMemory: cycles = try memory.int()
        case .takesAnyUniverse:
            cycles = try memory.int()
            for (index, value) in try memory.doubles().enumerated().prefix(state.storage.count) {
                state.storage[index] = value
            }
        default:
            cycles = try memory.int()
            try memory.read(into: state)
        }
    }

    /// The closes that stand in a file, read from its beginning to its end whatever the time.
    private static func closes(of symbol: String, in files: any FileAccess) throws -> [Double] {
        let stream = try files.open("market.csv")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_000_000, alignment: 1)
        defer { buffer.deallocate() }
        let text = String(decoding: buffer.prefix(try stream.read(into: buffer)), as: UTF8.self)
        return text.split(separator: "\n").map { $0.split(separator: ",") }
            .filter { $0[1] == symbol }.compactMap { Double($0[5]) }
    }
}

extension Column {
    fileprivate var isEmpty: Bool { count == 0 }
}
