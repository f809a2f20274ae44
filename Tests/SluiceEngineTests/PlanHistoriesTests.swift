import DataSources
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import TemporaryFolders
import Testing

@testable import SluiceEngine

/// Histories in memory are those that a store keeps, of stages whose files are small and of plain text.
@Suite struct PlanHistoriesTests {
    /// Minutes of two instruments with a gap, of which `calendar` may close some.
    private static let text: String = {
        var dice = Dice(seed: 11)
        var text = "time,symbol,open,high,low,close,volume\n"
        for minute in 0..<900 where minute % 97 != 5 {
            let time = (ManualClock.start + .minutes(minute)).iso8601
            for symbol in ["AAA", "BBB"] where dice.uniform() < 0.9 || minute % 5 == 0 {
                let open = 10 + dice.uniform()
                text += "\(time),\(symbol),\(open),\(open + 1),\(open - 1),\(open + 0.5),7\n"
            }
        }
        return text
    }()

    private func histories(
        _ with: String = "path: a.csv, interval: 1m", calendar: String = "24/7",
        files: any FileAccess = ["a.csv": text, "b.csv": text] as MemoryFiles
    ) throws -> PlanHistories {
        var pipeline = TestPipeline()
        (pipeline.universe, pipeline.cycle) = ("[AAA, BBB]", "{ every: 60s, calendar: \(calendar) }")
        let text = pipeline.text.replacing("data.tape, with: {  }", with: "data.csv, with: { \(with) }")
        let loader = PipelineLoader(registry: TestPipeline.registry + DataSources.all) { _ in Array(text.utf8)
        }
        let surroundings = Surroundings(
            files: files, transport: FakeTransport(), secrets: [:] as FixedSecrets, log: LogRecord()
        ) { _ in }
        return PlanHistories(try #require(loader.load("test.yaml").plan), surroundings, program: "test")
    }

    @Test(arguments: ["24/7", "XNYS"])
    func `memory has what a store keeps`(calendar: String) throws {
        let folder = try TemporaryFolder()
        let stages = try histories(calendar: calendar)
        let stored = stages.all(in: HistoryStore(folder: folder.path))
        let kept = try #require(stored["data"])
        let held = try #require(stages.inMemory(limit: Self.text.utf8.count)["data"])
        #expect(held.rows > 350 && held.times.elementsEqual(kept.times))
        #expect(held.remarks == kept.remarks && held.remarks.contains { $0.contains("missing") })
        #expect(held.firstRemarks == kept.firstRemarks)
        #expect(held.lastBar == kept.lastBar && held.after == kept.after)
        for field in HistoryField.allCases {
            for index in 0..<2 {
                let (one, other) = (kept.column(field, of: index), held.column(field, of: index))
                #expect(one?.map(\.bitPattern) == other?.map(\.bitPattern), "\(field) \(index)")
            }
        }
    }

    @Test func `what is too large, packed, wrong or of no file is read as ever`() throws {
        let stages = try histories()
        #expect(stages.inMemory(limit: Self.text.utf8.count).count == 1)
        #expect(stages.inMemory(limit: Self.text.utf8.count - 1).isEmpty)
        let both = try histories("path: '*.csv', interval: 1m")
        #expect(both.inMemory(limit: Self.text.utf8.count * 2 - 1).isEmpty)
        #expect(try histories(files: UnknownSizes(text: Self.text)).inMemory(limit: .max).isEmpty)
        #expect(try histories(files: ["a.csv": "time,open\n"] as MemoryFiles).inMemory(limit: .max).isEmpty)
        let plan = try TestPipeline.plan(TestPipeline().text)
        #expect(PlanHistories(plan, .test(), program: "test").inMemory(limit: .max).isEmpty)
    }
}

/// A file whose size is not known before it is read, as of one that is packed.
private struct UnknownSizes: FileAccess {
    private final class Stream: FileStream {
        private let stream: any FileStream
        init(_ stream: any FileStream) { self.stream = stream }
        func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
            try stream.read(into: buffer)
        }
    }

    private let files: MemoryFiles

    init(text: String) { files = ["a.csv": text] }

    func files(at path: PipelinePath) throws(FileError) -> [String] { try files.files(at: path) }

    func open(_ path: String) throws(FileError) -> any FileStream { Stream(try files.open(path)) }

    func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess { try files.folder(at: path) }
}
