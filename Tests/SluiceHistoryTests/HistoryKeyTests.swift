import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct HistoryKeyTests {
    private func key(
        _ content: String = "time,open,high,low,close\n", settings: String = "a", cycles: String = "b",
        instruments: [String] = ["AAA"], program: String = "1", name: String = "AAA.csv"
    ) throws -> ContentDigest? {
        let files = MemoryFiles(bytes: [name: Array(content.utf8)])
        let context = StageContext.test(instruments: instruments, horizons: [], files: files)
        let source = try CSVBars.test("{ path: \(name), interval: 1m }", in: context)
        return try HistoryStore.key(
            of: source, reading: files, settings: settings, cycles: cycles, instruments: instruments,
            program: program)
    }

    @Test func `whatever makes a difference makes another key`() throws {
        let keys = [
            try key(), try key("time,open,high,low,close\n\n"), try key(settings: "x"), try key(cycles: "x"),
            try key(instruments: ["AAA", "BBB"]), try key(program: "2"), try key(name: "AAB.csv"),
        ]
        #expect(Set(keys).count == keys.count && !keys.contains(nil))
        #expect(try key() == keys[0])
    }

    @Test func `the file of a time zone is among the files`() throws {
        let context = StageContext.test(
            instruments: ["AAA"], horizons: [],
            files: MemoryFiles(bytes: ["AAA.csv": [], "/usr/share/zoneinfo/Etc/UTC": []]))
        #expect(ZoneName(name: "Etc/UTC").path == "/usr/share/zoneinfo/Etc/UTC")
        #expect(ZoneName.utc.path == nil && ZoneName(name: "+02:00").path == nil)
        let source = try CSVBars.test("{ path: AAA.csv, interval: 1m, zone: America/New_York }", in: context)
        #expect(try source.files() == ["AAA.csv"])
    }

    @Test func `what comes from no files has no key`() throws {
        let context = StageContext.test(instruments: ["AAA"], horizons: [])
        let source = try SimulatedBars.test("{}", in: context)
        let key = try HistoryStore.key(
            of: source, reading: NoFiles(), settings: "", cycles: "", instruments: [], program: "")
        #expect(key == nil)
    }
}
