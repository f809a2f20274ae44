import Dispatch
import Foundation
import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import Synchronization
import TemporaryFolders
import Testing

@Suite struct HistoryStoreTests {
    private let folder: TemporaryFolder
    private let store: HistoryStore

    init() throws {
        folder = try TemporaryFolder()
        store = HistoryStore(folder: folder.path + "/cache")
    }

    private static func key(_ text: String) -> ContentDigest { ContentDigest(of: [text]) }

    /// Records a history of some closes.
    private static func record(_ closes: [Double], to path: String) throws -> Bool {
        let times = closes.indices.map { Int64($0) * 60_000_000_000 }
        try times.withUnsafeBufferPointer { times in
            try closes.withUnsafeBufferPointer { closes in
                try ColumnFile.write(
                    path, [("time", .i64(times)), ("close/AAA", .f64(closes))],
                    facts: [
                        "form": 2, "instruments": ["AAA"], "remarks": [], "firstRemarks": [], "notices": [],
                    ])
            }
        }
        return true
    }

    private func closes(_ history: HistoryColumns?) -> [Double]? {
        history.flatMap { $0.column(.close, of: 0) }.map { Array($0) }
    }

    @Test func `what was kept is found, and recorded once`() throws {
        let key = Self.key("a")
        #expect(store.history(key) == nil)
        var recorded = 0
        for _ in 0..<3 {
            let history = try store.history(key) { path in
                recorded += 1
                return try Self.record([1, 2, 3], to: path)
            }
            #expect(closes(history) == [1, 2, 3])
        }
        #expect(recorded == 1)
        #expect(store.history(Self.key("b")) == nil)
        #expect(try store.history(Self.key("c")) { _ in false } == nil)
    }

    @Test func `any flipped bit is found and the history recorded anew`() throws {
        let key = Self.key("a")
        _ = try store.history(key) { try Self.record([1, 2, 3], to: $0) }
        let names = try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted()
        #expect(names.count == 2)
        for name in names {
            let path = store.folder + "/" + name
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for index in whole.indices {
                var damaged = whole
                damaged[index] ^= 1 << UInt8(index % 8)
                // A new file, as a mapped one is never changed in its place.
                try FileManager.default.removeItem(atPath: path)
                try damaged.write(to: URL(fileURLWithPath: path))
                let read = store.history(key)
                // Spaces in a header may become others: then the numbers are as they were.
                #expect(read == nil || closes(read) == [1, 2, 3], "\(name) \(index)")
                if name.hasSuffix(".history.columns") { #expect(read == nil, "\(index)") }
            }
            #expect(closes(try store.history(key) { try Self.record([1, 2, 3], to: $0) }) == [1, 2, 3])
        }
    }

    @Test func `a folder that is deleted at any time is made anew`() throws {
        for round in 0..<3 {
            let history = try store.history(Self.key("a")) { try Self.record([Double(round)], to: $0) }
            #expect(closes(history) == [Double(round)])
            try FileManager.default.removeItem(atPath: store.folder)
            #expect(closes(history) == [Double(round)])
        }
    }

    @Test func `the histories written longest ago make room`() throws {
        let small = HistoryStore(folder: store.folder, limit: 10_000)
        let numbers = [Double](repeating: 1, count: 300)
        for name in ["a", "b", "c", "d"] {
            #expect(try small.history(Self.key(name)) { try Self.record(numbers, to: $0) } != nil)
        }
        let kept = ["a", "b", "c", "d"].filter { small.history(Self.key($0)) != nil }
        #expect(kept.contains("d") && kept.count == 1)
    }

    @Test func `many that miss a history at once all get it`() throws {
        let (key, store) = (Self.key("a"), store)
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            let history = try? store.history(key) { try Self.record([4, 5], to: $0) }
            let found = history.flatMap { $0.column(.close, of: 0) }.map { Array($0) }
            if found != [4, 5] { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
        #expect(closes(store.history(key)) == [4, 5])
    }

    @Test func `a store stands beside the data, or with the user where it cannot`() {
        let beside = HistoryStore(beside: folder.path + "/data.csv", userCache: "/x")
        #expect(beside?.folder == folder.path + "/.sluice-cache")
        #expect(HistoryStore(beside: "/no-such-folder/data.csv", userCache: "/x")?.folder == "/x/sluice")
        #expect(HistoryStore(beside: "/no-such-folder/data.csv", userCache: nil) == nil)
    }
}
