import SluiceDocument
import SluiceKit
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct CSVColumnTests {
    @Test(arguments: [
        "time,open,high,low,close,volume,bid,ask,bid_size,ask_size",
        "Date,Open,High,Low,Close,Volume,Bid,Ask,Bid Size,Ask-Size",
        "TIMESTAMP,O,H,L,C,V,BID_PRICE,ASK_PRICE,BID_QTY,ASK_QTY",
        "datetime,open_price,max,min,last,vol,best_bid,offer,bidvolume,askvolume",
        " time , open ,\"high\",\"low\",close,volume,bid,ask,bid size,ask size",
        "\u{FEFF}time,open,high,low,close,volume,bid,ask,bidsize,asksize",
        "timestamp,1. open,2. high,3. low,4. close,5. volume,close bid,close ask,bid size,ask size",
    ])
    func `columns are found by their usual names`(header: String) throws {
        let file = header + "\n2024-01-02T00:00:00Z,1,4,0.5,2,10,1.9,2.1,100,200\n"
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m }")
        #expect(played.rows.map(\.bars) == [[[1, 4, 0.5, 2, 10, 1.9, 2.1, 100, 200]]])
    }

    @Test(arguments: [
        ("time", 0), ("symbol", 1), ("open", 2), ("high", 3), ("low", 4), ("close", 5), ("volume", 6),
        ("adjusted_close", 7), ("bid", 8), ("ask", 9), ("bid_size", 10), ("ask_size", 11),
    ])
    func `each column can be named`(key: String, column: Int) throws {
        var names = [
            "time", "symbol", "open", "high", "low", "close", "volume", "adj_close", "bid", "ask", "bid_size",
            "ask_size",
        ]
        names[column] = "Field 7"
        let file = names.joined(separator: ",") + "\n2024-01-02T00:00:00Z,AAA,2,8,1,4,10,2,1.5,3,100,200\n"
        for name in ["Field 7", "field_7"] {
            let yaml = "{ path: bars.csv, interval: 1m, columns: { \(key): \(name) } }"
            let played = try Played.csv(["bars.csv": file], yaml)
            #expect(played.rows.map(\.bars) == [[[1, 4, 0.5, 2, 20, 0.75, 1.5, 200, 400]]])
        }
    }

    @Test func `a name that is given wins over the usual one`() throws {
        let file = "time,open,high,low,close,last\n2024-01-02T00:00:00Z,1,9,1,2,3\n"
        let played = try Played.csv(
            ["AAA.csv": file], "{ path: AAA.csv, interval: 1m, columns: { close: last } }")
        #expect(played.closes() == [3])
    }

    @Test(arguments: [
        (
            "columns: { close: lst }",
            "AAA.csv has no column 'lst'; its header has 'time', 'open', 'high', 'low', 'last'", 3
        ),
        ("columns: { close: last, open: last }", "AAA.csv has one column 'last' for two things", 3),
        (
            "layout: long",
            "AAA.csv has no column for symbol; its header has 'time', 'open', 'high', 'low', 'last'", 1
        ),
        (
            "adjusted_close: true",
            "AAA.csv has no column for adjusted_close; its header has 'time', 'open', 'high', 'low', 'last'",
            1
        ),
    ])
    func `a column that is not there is an error with its place`(
        setting: String, message: String, line: Int
    ) throws {
        let file = "time,open,high,low,last\n2024-01-02T00:00:00Z,1,9,1,2\n"
        let error = #expect(throws: Diagnostic.self) {
            try Played.csv(["AAA.csv": file], "path: AAA.csv\ninterval: 1m\n\(setting)")
        }
        #expect(error?.code == .badColumn)
        #expect(error?.message == message)
        #expect(error?.span?.line == line)
        #expect(error?.span?.file == (line == 1 ? "AAA.csv" : "test.yaml"))
    }

    @Test(arguments: [
        "time,open,high,low", "a;b;c", "x", "time,open,high,low,price", "time,open,high,close",
        "open,high,low,close",
    ])
    func `time and prices need a column`(header: String) {
        let error = #expect(throws: Diagnostic.self) {
            try Played.csv(["AAA.csv": header + "\n1,2,3,4\n"], "{ path: AAA.csv, interval: 1m }")
        }
        #expect(error?.code == .badColumn)
        #expect(error?.span == SourceSpan(file: "AAA.csv", line: 1, column: 1))
    }

    @Test(arguments: [
        ("", [1.0, 4, 0.5, 2, 20]), ("adjusted_close: auto", [1, 4, 0.5, 2, 20]),
        ("adjusted_close: true", [1, 4, 0.5, 2, 20]),
        ("adjusted_close: false", [2, 8, 1, 4, 10]),
    ])
    func `prices follow the adjusted close, quantities go the other way`(
        setting: String, bar: [Double]
    ) throws {
        let file = "time,open,high,low,close,volume,Adj Close\n2024-01-02T00:00:00Z,2,8,1,4,10,2\n"
        let played = try Played.csv(["AAA.csv": file], "path: AAA.csv\ninterval: 1m\n\(setting)")
        #expect(played.rows[0].bars[0].map { Array($0.prefix(5)) } == bar)
        let isAdjusted = setting != "adjusted_close: false"
        #expect(played.remarks == (isAdjusted ? ["prices adjusted by the adjusted close"] : []))
    }
}
