import Foundation
import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceTestKit
import TemporaryFolders
import Testing

@Suite struct BarConversionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let source = #"""
        ts,symbol,open,high,low,close,volume,bid
        1704153600,AAA,1.1,4,1e-5,3,10,
        1704153600,"B, ""C""",2,4,1,3,0.1,2.5

        """#

    private func convert(_ content: String, from source: String, to name: String) throws -> String {
        let path = folder.path + "/" + name
        let text = try BarText(MemoryFiles(bytes: [source: Array(content.utf8)]).open(source), path: source)
        let form = try #require(BarConversion.Form(ofFile: name))
        var conversion = BarConversion(form, to: path) { bytes in bytes.isEmpty ? Array("END".utf8) : bytes }
        try conversion.run(text, from: source)
        #expect(conversion.rows == 2)
        return path
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private static let csv = #"""
        time,symbol,open,high,low,close,volume,bid
        2024-01-02T00:00:00Z,AAA,1.1,4,1e-05,3,10,
        2024-01-02T00:00:00Z,"B, ""C""",2,4,1,3,0.1,2.5

        """#

    @Test func `bars go from one form to another and back without a change`() throws {
        let csv = try text(convert(Self.source, from: "a.csv", to: "b.csv"))
        #expect(csv == Self.csv)
        let json = try text(convert(csv, from: "b.csv", to: "c.jsonl"))
        #expect(json.split(separator: "\n").count == 2)
        #expect(json.hasPrefix(#"{"time":"2024-01-02T00:00:00Z","symbol":"AAA","open":1.1,"high":4.0"#))
        #expect(try text(convert(json, from: "c.jsonl", to: "d.csv")) == Self.csv)
    }

    @Test func `a packed file goes through the packing`() throws {
        #expect(try text(convert(Self.source, from: "a.csv", to: "b.csv.gz")) == Self.csv + "END")
    }

    @Test func `a table has times, instruments by number, and the numbers`() throws {
        let file = try ColumnFile(convert(Self.source, from: "a.csv", to: "b.columns"))
        #expect(
            file.columns.map(\.name) == [
                "time", "instrument", "open", "high", "low", "close", "volume", "bid",
            ])
        #expect(file.facts["instruments"] == ["AAA", "B, \"C\""])
        #expect(Array(try file.integers("instrument")) == [0, 1])
        #expect(Array(try file.integers("time")) == [1_704_153_600_000_000_000, 1_704_153_600_000_000_000])
        #expect(Array(try file.numbers("low")) == [1e-5, 1])
        #expect(try file.numbers("bid")[0].isNaN)
    }

    @Test(arguments: [
        (
            "ts,o,h,l,c\n1704153600,1,1,1,1\n1704153599,1,1,1,1\n",
            "line 3: the bar of 2024-01-01T23:59:59Z is older"
        ),
        ("ts,o,h,l,c\n1704153600,1,1,1\n", "line 2: 4 fields where the header has 5"),
    ])
    func `what cannot be converted whole leaves no file`(content: String, message: String) throws {
        let error = #expect(throws: FileError.self) { try convert(content, from: "a.csv", to: "b.csv") }
        #expect(error?.message.hasPrefix(message) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `a form is told by the ending of a name`() {
        #expect(BarConversion.Form(ofFile: "a/b.csv") == .csv)
        #expect(BarConversion.Form(ofFile: "a/b.csv.gz") == .packedCSV)
        #expect(BarConversion.Form(ofFile: "a/b.parquet") == nil)
    }
}
