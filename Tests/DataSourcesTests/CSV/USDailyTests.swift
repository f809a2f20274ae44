import Foundation
import SluiceDocument
import SluiceFiles
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// The bars that come with the program.
@Suite struct USDailyTests {
    private static let symbols = ["AAPL", "FB", "GOOG", "IBM", "MSFT"]

    private func played(_ setting: String = "") throws -> (Played, DiagnosticRecord) {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).dropFirst().joined(
            separator: "/")
        let pipeline = "/\(root)/Pipelines/quickstart.yaml"
        let record = DiagnosticRecord()
        let context = StageContext.test(
            instruments: Self.symbols, horizons: [], every: .days(1),
            files: ProjectFiles(pipelineFile: pipeline),
            report: record.add)
        let yaml = "{ path: /\(root)/Data/us-daily, interval: 1d\(setting) }"
        return (try Played(try CSVBars.test(yaml, in: context), context: context), record)
    }

    @Test func `they are whole, and each is seen at its session's close`() throws {
        let (played, record) = try played()
        #expect(record.diagnostics.map(\.description) == [])
        #expect(played.remarks == ["prices adjusted by the adjusted close"])
        #expect(played.rows.count == 500)
        #expect(played.rows.first?.now == "2011-03-07T21:00:00Z")
        #expect(played.rows.last?.now == "2013-03-01T21:00:00Z")
        #expect(Self.symbols.indices.map { played.closes($0).count } == [500, 196, 500, 500, 500])
        #expect(played.times(1).first == "2012-05-18T20:00:00Z")
        #expect(played.rows.contains { $0.now == "2012-07-03T17:00:00Z" }, "an early close")
        #expect(played.closes(0).first == 45.668712883501)
    }

    @Test func `adjusted prices have no jump that splits would make`() throws {
        let (played, _) = try played()
        for index in Self.symbols.indices {
            let closes = played.closes(index)
            for (close, next) in zip(closes, closes.dropFirst()) { #expect(abs(next / close - 1) < 0.25) }
        }
        let (raw, _) = try self.played(", adjusted_close: false")
        #expect(raw.closes(0).first == 355.36)
    }
}
