import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct HistoryStretchTests {
    private static let symbols = ["AAA", "BBB", "CCC", "GONE"]

    /// Bars by dice: instruments that begin late or end early, missing bars, quotes and volumes, lines that are no bars.
    private static func text(_ dice: inout Dice, whole: Bool) -> String {
        var lines = ["time,symbol,open,high,low,close,volume,bid,ask"]
        for minute in 0..<200 {
            let time = (ManualClock.start + .minutes(minute)).iso8601
            for (number, symbol) in symbols.prefix(3).enumerated() {
                let open = 10 + dice.uniform()
                let quote = whole || dice.uniform() < 0.6 ? "\(open - 0.1),\(open + 0.1)" : ","
                let volume = whole || dice.uniform() < 0.9 ? "\(Int(dice.uniform() * 1_000))" : ""
                let isThere =
                    dice.uniform() < 0.8 && (number != 1 || minute > 50) && minute < 150 + 50 * number
                guard whole || isThere else { continue }
                lines.append(
                    "\(time),\(symbol),\(open),\(open + 1),\(open - 1),\(open + 0.5),\(volume),\(quote)")
                if !whole, dice.uniform() < 0.01 { lines.append("\(time),\(symbol),nothing") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `a stretch shows what as many cycles show, and says what they say`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let text = Self.text(&dice, whole: seed.isMultiple(of: 3))
        let notices = HistoryNotices()
        let context = StageContext.test(
            instruments: Self.symbols, horizons: [], every: .minutes(1), calendar: .alwaysOpen,
            files: ["a.csv": text] as MemoryFiles, report: notices.report)
        let recording = HistoryRecording(context.axes, notices: notices)
        let history = try #require(
            try recording.columns(of: CSVBars.test("{ path: a.csv, interval: 1m }", in: context)))
        let (heard, told) = (DiagnosticRecord(), DiagnosticRecord())
        let one = ColumnSource(history, report: heard.add)
        let many = ColumnSource(history, report: told.add)
        one.start()
        many.start()
        let (single, shown, taken) = (Self.frame(1), Self.frame(1), Self.frame(1))
        let stretch = Stretch(instruments: 4, room: 32, market: Self.frame(32))
        var (row, isSeen) = (0, 0)
        while let bar = many.nextBar() {
            let last = dice.uniform() < 0.2 ? bar + .minutes(3) : Timestamp.distantFuture
            many.advance(
                cycles: 1 + Int(dice.uniform() * 31), upTo: last, into: stretch, after: shown)
            try #require(
                stretch.count > 0 && stretch.times[0] == bar && stretch.times[stretch.count - 1] <= last)
            for cycle in 0..<stretch.count {
                #expect(one.nextBar() == stretch.times[cycle])
                one.advance(to: stretch.times[cycle], into: single)
                taken.take(stretch.market, from: cycle * 4)
                #expect(taken.digest == single.digest, "row \(row)")
                row += 1
            }
            isSeen += stretch.count > 1 ? 1 : 0
            shown.copy(taken)
        }
        #expect(row == history.rows && row > 150 && isSeen > 3)
        #expect(
            one.nextBar() == nil
                && told.diagnostics.map(\.description) == heard.diagnostics.map(\.description))
        #expect(one.remarks == many.remarks)
    }

    private static func frame(_ cycles: Int) -> MarketFrame {
        let frame = MarketFrame(count: 4 * cycles, barMinutes: 1)
        // What only the engine works out is not looked at.
        frame.volatility.fill(0)
        frame.tradedValue.fill(0)
        return frame
    }
}
