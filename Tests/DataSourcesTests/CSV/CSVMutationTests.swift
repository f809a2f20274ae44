import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// Files that were changed at random: nothing may crash, and what comes out is always a market.
@Suite struct CSVMutationTests {
    private static let seeds: [String] = [
        """
        time,open,high,low,close,volume,bid,ask,bid_size,ask_size
        2024-01-02T15:00:00Z,10,12,9,11,100,10.9,11.1,1,2
        2024-01-02T15:01:00Z,11,12.5,10,12,1e3,11.9,12.1,3,4
        2024-01-02 15:02:00-05:00,"12",13,11,12.25,,,,,
        2024-01-02T15:03:00.5Z,12,13,11,12,33.35399601000002,11,13,1,1

        """,
        """
        "symbol",date,open,high,low,close,adj_close,"a, note"
        AAA,2024-01-02,1,1,1,1,0.5,
        "BBB",2024-01-02,2,2,2,2,2,"x ""y"" z"
        AAA,2024-01-03,1,1,1,1,0.5,"two
        lines"
        BBB,2024-01-03,2,2,2,2,2,

        """,
        "t,o,h,l,c,v\n1704207600,1,2,0.5,1,7\n1704207660.25,1,2,0.5,1,7\r\n1704207720,1,2,0.5,1,7\n",
    ]

    private static let pieces = [
        "", ",", "\n", "\r", "\"", "\"\"", "-", ".", "e", "e999", "0", "99999999999999999999", "NaN", "inf",
        "\0", "é", "\u{FEFF}",
        "2024-01-02", "T", "Z", "+99:99", "AAA", " ", "\t", "1e-320", "9223372036854775807", "\n\n\n", ";",
        "time", "close",
    ]

    private func mutated(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int(dice.next() % 6) {
            let at = Int(dice.next() % UInt64(bytes.count + 1))
            switch dice.next() % 5 {
            case 0: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: dice.next()) }
            case 1:
                if at < bytes.count {
                    bytes.removeSubrange(at..<min(at + Int(dice.next() % 20), bytes.count))
                }
            case 2: bytes.insert(contentsOf: bytes.prefix(at).suffix(Int(dice.next() % 60)), at: at)
            case 3: if at < bytes.count { bytes[at] ^= 1 << UInt8(dice.next() % 8) }
            default:
                let piece = Self.pieces[Int(dice.next() % UInt64(Self.pieces.count))]
                bytes.insert(contentsOf: Array(piece.utf8), at: at)
            }
        }
        return bytes
    }

    @Test(arguments: [("", Span.minutes(1), "1m"), ("calendar", .days(1), "1d")])
    func `whatever a file holds, a market or an error comes of it`(
        name: String, every: Span, interval: String
    ) throws {
        let calendar: TradingCalendar = name.isEmpty ? .alwaysOpen : .newYork
        var dice = Dice(seed: 2_024)
        var (played, refused) = (0, 0)
        for round in 0..<3_000 {
            let text = mutated(Array(Self.seeds[round % Self.seeds.count].utf8), &dice)
            let files = MemoryFiles(bytes: ["AAA.csv": text])
            do {
                let result = try Played.csv(
                    files, "{ path: AAA.csv, interval: \(interval) }", instruments: ["AAA", "BBB"],
                    every: every, calendar: calendar)
                for row in result.rows { check(row, String(decoding: text, as: UTF8.self)) }
                played += 1
            } catch let error as Diagnostic {
                #expect(error.code == .dataFile || error.code == .badColumn)
                refused += 1
            }
        }
        #expect(played > 600 && refused > 200, "\(played) played, \(refused) refused")
    }

    private func check(_ row: Played.Row, _ text: String) {
        for bar in row.bars.compactMap(\.self) {
            let (open, high, low, close) = (bar[0], bar[1], bar[2], bar[3])
            let isSound =
                low > 0 && high < .infinity && low <= min(open, close) && high >= max(open, close)
                && bar[4...].allSatisfy { $0.isNaN || ($0 >= 0 && $0 < .infinity) }
            if !isSound { Issue.record("\(bar) of\n\(text)") }
        }
        for time in row.barTimes + row.quoteTimes where time > row.now {
            Issue.record("\(time) at \(row.now)")
        }
    }
}
