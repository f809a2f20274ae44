import CAllocations
import SluiceColumns
import SluiceDocument
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct ColumnFileTests {
    private let folder: TemporaryFolder
    private let path: String
    private let columns = [
        ColumnShape("time", .i64), ColumnShape("close", .f64), ColumnShape("a \"b\",\n", .f64),
    ]

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/table.columns"
    }

    private func content() throws -> [UInt8] {
        let file = try MappedFile(path)
        return withExtendedLifetime(file) { Array(file.bytes) }
    }

    /// Rows written one at a time: `time` counts, `close` is a third of it, every third value of the last is unset.
    private func write(_ rows: Int, blockBytes: Int = 1 << 20, facts: JSONValue = [:]) throws {
        let writer = try ColumnWriter(path, columns: columns, blockBytes: blockBytes)
        for row in 0..<rows {
            writer.set(0, Int64(row))
            writer.set(1, Double(row) / 3)
            if row % 3 != 0 { writer.set(2, -Double(row)) }
            try writer.endRow()
        }
        #expect(writer.rows == rows)
        try writer.finish(facts: facts)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 63, 64, 65, 1_000], [1, 24, 200, 1 << 20])
    func `rows come back, however many fit a block`(rows: Int, blockBytes: Int) throws {
        try write(rows, blockBytes: blockBytes, facts: ["seed": 7])
        let file = try ColumnFile(path)
        #expect((file.rows, file.columns) == (rows, columns))
        #expect(file.facts == ["seed": 7])
        let (times, closes, others) = (
            try file.integers("time"), try file.numbers("close"), try file.numbers("a \"b\",\n")
        )
        #expect(Array(times) == (0..<rows).map(Int64.init))
        #expect(Array(closes) == (0..<rows).map { Double($0) / 3 })
        for row in 0..<rows { #expect(row % 3 == 0 ? others[row].isNaN : others[row] == -Double(row)) }
        #expect(try FolderContents.names(folder.path) == ["table.columns"])
    }

    @Test func `every column begins at a multiple of 64 bytes`() throws {
        try write(13)
        let bytes = try content()
        #expect(Array(bytes[..<11]) == Array("SLUICECOL1\n".utf8))
        let length = Int(bytes[11]) + Int(bytes[12]) << 8
        #expect((15 + length).isMultiple(of: 64))
        // 13 rows of eight bytes fill two times 64.
        #expect(bytes.count == 15 + length + 3 * 128)
        let second = bytes[(15 + length + 128 + 8)...].prefix(8)
        #expect(second.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) } == (1 / 3.0).bitPattern)
    }

    @Test func `whole columns and rows give the same bytes`() throws {
        try write(50)
        let rows = try content()
        let times = (0..<50).map(Int64.init)
        let closes = times.map { Double($0) / 3 }
        let others = times.map { $0 % 3 == 0 ? .nan : -Double($0) }
        try times.withUnsafeBufferPointer { times in
            try closes.withUnsafeBufferPointer { closes in
                try others.withUnsafeBufferPointer { others in
                    try ColumnFile.write(
                        path,
                        [("time", .i64(times)), ("close", .f64(closes)), ("a \"b\",\n", .f64(others))])
                }
            }
        }
        #expect(try content() == rows)
    }

    @Test func `columns of different lengths are refused`() throws {
        let (one, two) = ([1.0], [1.0, 2.0])
        one.withUnsafeBufferPointer { one in
            two.withUnsafeBufferPointer { two in
                let error = #expect(throws: ColumnError.self) {
                    try ColumnFile.write(path, [("a", .f64(one)), ("b", .f64(two))])
                }
                #expect(error?.message == "'b' has 2 values, the first column 1")
            }
        }
        #expect(try FolderContents.names(folder.path) == [])
    }

    @Test func `a writer that is dropped leaves the old file and no trace`() throws {
        try write(3)
        let writer = try ColumnWriter(path, columns: columns, blockBytes: 24)
        for _ in 0..<100 { try writer.endRow() }
        withExtendedLifetime(writer) {}
        _ = consume writer
        #expect(try ColumnFile(path).rows == 3)
        #expect(try FolderContents.names(folder.path) == ["table.columns"])
    }

    @Test func `a reader keeps the file that it opened when another takes its place`() throws {
        try write(5)
        let old = try ColumnFile(path)
        try write(9)
        #expect(Array(try old.integers("time")) == [0, 1, 2, 3, 4])
        #expect(try ColumnFile(path).rows == 9)
    }

    @Test func `a column is asked for by its name and kind`() throws {
        try write(2)
        let file = try ColumnFile(path)
        #expect(file.place(of: "close") == 1 && file.place(of: "open") == nil)
        #expect(file.numbers(at: 0) == nil && file.integers(at: 1) == nil)
        #expect(throws: ColumnError(.lacking, path, "it has no column 'open' of numbers")) {
            try file.numbers("open")
        }
        #expect(throws: ColumnError(.lacking, path, "it has no column 'close' of whole numbers")) {
            try file.integers("close")
        }
    }

    @Test func `equal names and missing folders are refused`() throws {
        #expect(throws: ColumnError(.damaged, path, "the column 'a' stands twice")) {
            try ColumnWriter(path, columns: [ColumnShape("a", .f64), ColumnShape("a", .i64)])
        }
        let lost = folder.path + "/none/table.columns"
        #expect(throws: ColumnError(.missing, lost, "there is no such file")) {
            try ColumnWriter(lost, columns: columns)
        }
        #expect(throws: ColumnError(.missing, lost, "there is no such file")) { try ColumnFile(lost) }
        #expect(throws: ColumnError(.system, folder.path, "it is not an ordinary file")) {
            try ColumnFile(folder.path)
        }
    }

    @Test func `rows within a block allocate nothing`() throws {
        guard let count = allocation_counter() else { return }
        let writer = try ColumnWriter(path, columns: columns)
        let row: () throws -> Void = {
            writer.set(0, 1 as Int64)
            writer.set(1, 2.0)
            try writer.endRow()
        }
        for _ in 0..<100 { try row() }
        let before = count()
        for _ in 0..<1_000 { try row() }
        #expect(count() == before)
    }
}
