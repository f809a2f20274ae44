import SluiceDocument
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct CSVQuoteTests {
    private func quotes(_ file: String, _ setting: String = "") throws -> (Played, [[Double]]) {
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m\(setting) }")
        return (played, played.rows.compactMap { $0.bars[0].map { Array($0[5...]) } })
    }

    private static let plain = "time,open,high,low,close\n2024-01-02T00:00:00Z,200,200,200,200\n"
    private static let quoted =
        "time,open,high,low,close,bid,ask\n2024-01-02T00:00:00Z,200,200,200,200,199,201\n"

    @Test func `without columns there are no quotes`() throws {
        let (played, quotes) = try quotes(Self.plain)
        #expect("\(quotes)" == "[[nan, nan, nan, nan]]")
        #expect(played.rows.map(\.quoteTimes) == [[""]])
    }

    @Test func `quotes are made around the close, and the summary says so`() throws {
        for file in [Self.plain, Self.quoted] {
            let (played, quotes) = try quotes(file, ", quotes: { from: close, spread: 10bps }")
            #expect(quotes[0][0] == 200 * (1 - 0.0005))
            #expect(quotes[0][1] == 200 * (1 + 0.0005))
            #expect(quotes[0][2].isNaN && quotes[0][3].isNaN)
            #expect(played.rows[0].quoteTimes == ["2024-01-02T00:01:00Z"])
            #expect(played.remarks == ["quotes made from closes with a spread of 10bps"])
        }
    }

    @Test func `a spread of 5 basis points is the default`() throws {
        let (played, quotes) = try quotes(Self.plain, ", quotes: { from: close }")
        #expect(quotes[0][0] == 200 * (1 - 0.00025))
        #expect(played.remarks == ["quotes made from closes with a spread of 5bps"])
    }

    @Test func `quotes from columns need the columns`() throws {
        #expect(try quotes(Self.quoted, ", quotes: { from: columns }").1[0].prefix(2) == [199, 201])
        let error = #expect(throws: Diagnostic.self) { try quotes(Self.plain, ", quotes: { from: columns }") }
        #expect(error?.code == .badColumn)
        #expect(error?.message.contains("no column for bid") == true)
    }

    @Test func `a line without a quote leaves the last one, half a quote is a new one`() throws {
        let lines = ["199,201,5,6", ",,,", "0,0,0,0", "190,,7,", ",203,,8", "210,205,1,1"]
        var file = "time,open,high,low,close,bid,ask,bid_size,ask_size\n"
        for (minute, line) in lines.enumerated() {
            file += "2024-01-02T00:0\(minute):00Z,200,200,200,200,\(line)\n"
        }
        let (played, quotes) = try quotes(file)
        #expect(
            quotes.map { "\($0)" } == [
                "[199.0, 201.0, 5.0, 6.0]", "[199.0, 201.0, 5.0, 6.0]", "[199.0, 201.0, 5.0, 6.0]",
                "[190.0, nan, 7.0, nan]", "[nan, 203.0, nan, 8.0]", "[210.0, 205.0, 1.0, 1.0]",
            ])
        let minutes = played.rows.map { $0.quoteTimes[0].dropFirst(14).prefix(2) }
        #expect(minutes == ["01", "01", "01", "04", "05", "06"])
    }
}
