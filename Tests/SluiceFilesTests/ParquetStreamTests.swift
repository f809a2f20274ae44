import Foundation
import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

/// DuckDB's library where this machine has one: `SLUICE_DUCKDB` names it.
private let library = ProcessInfo.processInfo.environment["SLUICE_DUCKDB"]

@Suite struct ParquetStreamTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func message(_ name: String, duckDB: String?) throws -> String {
        let path = try folder.write(name, Array("PAR1 and no more".utf8))
        let files = ProjectFiles(pipelineFile: "\(folder.path)/run.yaml", duckDB: duckDB)
        let error = #expect(throws: FileError.self) { try files.open(path) }
        return error?.message ?? ""
    }

    @Test func `without a library the two ways to get one are told`() throws {
        let message = try message("a.parquet", duckDB: nil)
        #expect(message.contains("set SLUICE_DUCKDB to libduckdb.so of duckdb.org"))
        #expect(message.contains("_duckdb*.so of Python's package duckdb"))
    }

    @Test func `a library that is none is told`() throws {
        #expect(try message("a.parquet", duckDB: "/nowhere/lib.so").hasPrefix("the library cannot be opened"))
        #expect(try message("b.parquet", duckDB: "libm.so.6").hasPrefix("the library is no DuckDB"))
    }

    @Test(arguments: ["a.arrow", "a.feather"])
    func `Arrow files are told to be written as Parquet`(name: String) throws {
        #expect(try message(name, duckDB: nil).hasSuffix("write it as Parquet"))
    }

    @Test func `a name that DuckDB would take for a pattern is refused`() throws {
        #expect(try message("a*.parquet", duckDB: "/nowhere").hasSuffix("has '*', '?' or '['"))
    }

    @Test(.enabled(if: library != nil, "SLUICE_DUCKDB is not set"))
    func `a damaged file is told in one line`() throws {
        let message = try message("it's \"a\".parquet", duckDB: library)
        #expect(message.hasPrefix("it cannot be read:") && !message.contains("\n"))
    }

    @Test(.enabled(if: library != nil, "SLUICE_DUCKDB is not set"))
    func `the rows of a file come as CSV`() throws {
        // Three rows of open (decimal), time (timestamp) and symbol, written by DuckDB.
        let bytes = try #require(Data(base64Encoded: Self.sample))
        let path = try folder.write("it's; drop.parquet", Array(bytes))
        let files = ProjectFiles(pipelineFile: "\(folder.path)/run.yaml", duckDB: library)
        let text = String(decoding: try files.open(path).bytes(chunk: 7), as: UTF8.self)
        #expect(
            text == """
                open,time,symbol
                1.5,2024-01-02 00:00:00,AAA
                1.5,2024-01-02 00:01:00,AAA
                1.5,2024-01-02 00:02:00,AAA

                """)
    }

    private static let sample = """
        UEFSMRUAFRgVHCwVBhUAFQYVBgAADCwPAAAADwAAAA8AAAAVABU8FUAsFQYVABUGFQYAAB50AgAAAAYBAID4LesNBgAAB4wx
        6w0GAACOHzXrDQYAFQAVKhUuLBUGFQAVBhUGAAAVUAMAAABBQUEDAAAAQUFBAwAAAEFBQRUCGUw1ABgNZHVja2RiX3NjaGVt
        YRUGABUCJQAYBG9wZW4lChUCFQQsXBUCFQQAAAAVBCUCGAR0aW1lJRRMjBIcLAAAAAAAFQwlABgGc3ltYm9sJQAAFgYZHBk8
        JgAcFQIZFQAZGARvcGVuFQIWBhY6Fj4mCDwYBA8AAAAYBA8AAAAWACgEDwAAABgEDwAAABERABkcFQAVABUCAAAAJgAcFQQZ
        FQAZGAR0aW1lFQIWBhZeFmImRjwYCACOHzXrDQYAGAgAgPgt6w0GABYAKAgAjh816w0GABgIAID4LesNBgAREQAZHBUAFQAV
        AgAAACYAHBUMGRUAGRgGc3ltYm9sFQIWBhZMFlAmqAE8GANBQUEYA0FBQRYAKANBQUEYA0FBQRERABkcFQAVABUCAAAAFuQB
        FgYmCBbwAQAoKER1Y2tEQiB2ZXJzaW9uIHYyLjAuMSAoYnVpbGQgOGQ3ODExNGU5MCkZPBwAABwAABwAAAByAQAAUEFSMQ==
        """.filter { !$0.isWhitespace }
}
