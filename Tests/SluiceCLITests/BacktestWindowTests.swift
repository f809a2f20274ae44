import SluiceMarket
import SluiceNumerics
import Testing

@testable import SluiceCLI

@Suite struct BacktestWindowTests {
    private static let first = CivilDate(daysSinceEpoch: 19_000)

    private static func tape(_ sessions: [(day: Int, equity: Double, fills: Int)]) -> SessionTape {
        SessionTape(
            symbol: nil,
            sessions: sessions.map {
                SessionTape.Session(
                    date: CivilDate(daysSinceEpoch: 19_000 + $0.day), equity: $0.equity, mark: .nan,
                    fills: $0.fills)
            }, initialEquity: 100)
    }

    private func windows(_ tape: SessionTape, days: Int) throws -> [BacktestWindow] {
        BacktestWindow.all(tape, days: days, ratios: try PerformanceRatios())
    }

    @Test func `windows follow each other from the first session on, and multiply to the whole`() throws {
        let tape = Self.tape([(0, 101, 2), (1, 99, 0), (29, 103, 1), (30, 102, 4), (65, 110, 0)])
        let found = try windows(tape, days: 30)
        #expect(found.map(\.sessions) == [3, 1, 1])
        #expect(found.map(\.fills) == [3, 4, 0])
        #expect(found[0].from == Self.first && found[0].to == CivilDate(daysSinceEpoch: 19_029))
        #expect(found[1].from == CivilDate(daysSinceEpoch: 19_030))
        let whole = found.reduce(1) { $0 * (1 + $1.totalReturn) }
        #expect(abs(whole - 1.1) < 1e-12)
        // From 101 to 99 within the first, from 103 before it to 102 in the second.
        #expect(abs(found[0].drawdown - 2.0 / 101) < 1e-12)
        #expect(abs(found[1].drawdown - 1.0 / 103) < 1e-12)
        #expect(found[0].sharpe > 0 && found[1].sharpe.isNaN)
    }

    @Test func `a window without a session has no figures, and the next goes on from before it`() throws {
        let found = try windows(Self.tape([(0, 110, 1), (70, 121, 1)]), days: 30)
        #expect(found.map(\.sessions) == [1, 0, 1])
        #expect(found[1].totalReturn.isNaN && found[1].sharpe.isNaN && found[1].drawdown.isNaN)
        #expect(abs(found[2].totalReturn - 0.1) < 1e-12)
        #expect(try windows(Self.tape([]), days: 30).isEmpty)
        #expect(BacktestWindow.lines(found).count == 4 && BacktestWindow.lines([]).isEmpty)
    }

    @Test(arguments: ["30", "0d", "1.5d", "-3d", "2w", "d", ""])
    func `a length that is no whole days is refused`(text: String) {
        #expect(throws: CommandError.self) {
            try BacktestExtras(benchmark: nil, windows: text, instruments: ["A"])
        }
    }

    @Test func `a benchmark outside of the universe is refused with the nearest name`() throws {
        let error = #expect(throws: CommandError.self) {
            try BacktestExtras(benchmark: "APPL", windows: nil, instruments: ["AAPL", "IBM"])
        }
        #expect(
            error?.message
                == "--benchmark names 'APPL', which is not in the universe; did you mean 'AAPL'?")
        #expect(try BacktestExtras(benchmark: nil, windows: nil, instruments: ["AAPL"]) == nil)
    }
}
