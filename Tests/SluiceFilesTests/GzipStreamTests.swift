import CZlib
import Foundation
import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct GzipStreamTests {
    private let folder: TemporaryFolder
    private let files: ProjectFiles

    init() throws {
        folder = try TemporaryFolder()
        files = ProjectFiles(pipelineFile: "\(folder.path)/run.yaml")
    }

    private func unpacked(_ bytes: [UInt8], chunk: Int = 4_096) throws -> [UInt8] {
        let path = try folder.write("data.csv.gz", bytes)
        return try files.open(path).bytes(chunk: chunk)
    }

    /// 400 kB that zlib packs to about a fifth.
    private static let plain: [UInt8] = (0..<50_000).flatMap { Array("\($0 &* 7_919 % 10_007),x\n".utf8) }

    @Test(arguments: [1, 7, 65_536, 1_000_000])
    func `a file comes back whatever is asked for at a time`(chunk: Int) throws {
        let plain = Array(Self.plain.prefix(chunk < 10 ? 3_000 : Self.plain.count))
        #expect(try unpacked(gzip(plain), chunk: chunk) == plain)
    }

    @Test func `several members are one file`() throws {
        let bytes = gzip(Array("one\n".utf8)) + gzip([]) + gzip(Array("two\n".utf8)) + gzip([])
        #expect(try unpacked(bytes, chunk: 3) == Array("one\ntwo\n".utf8))
        #expect(try unpacked(gzip([])) == [])
    }

    @Test func `zeros behind the last member are padding`() throws {
        let bytes = gzip(Array("one\n".utf8)) + [UInt8](repeating: 0, count: 70_000)
        #expect(try unpacked(bytes) == Array("one\n".utf8))
    }

    @Test func `a file cut anywhere is damaged`() throws {
        let bytes = gzip(Array("a short text, a short text".utf8))
        for length in bytes.indices {
            let error = #expect(throws: FileError.self, "\(length)") { try unpacked(Array(bytes[..<length])) }
            #expect(error?.code == .damaged)
        }
    }

    @Test func `a damaged byte is never read as other data`() throws {
        let plain = Array("a short text, a short text".utf8)
        let bytes = gzip(plain)
        var refused = 0
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                do {
                    #expect(try unpacked(damaged) == plain, "only the name or the date may have changed")
                } catch let error as FileError {
                    #expect(error.code == .damaged)
                    refused += 1
                }
            }
        }
        #expect(refused > bytes.count * 4)
    }

    @Test func `what follows the last member must be a member`() throws {
        for rest in ["x", "\u{1F}", "rest of another file"] {
            let error = #expect(throws: FileError.self) {
                try unpacked(gzip(Array("one\n".utf8)) + Array(rest.utf8))
            }
            #expect(error?.code == .damaged)
        }
    }

    @Test func `a packed file is read as it is where it is read whole`() throws {
        let bytes = gzip(Array("one\n".utf8))
        let path = try folder.write("data.csv.gz", bytes)
        #expect(try files.readWhole(path, limit: 1_000) == bytes)
    }
}

/// One member of a gzip file.
private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    state.initialize(to: z_stream())
    deflateInit2_(
        state, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        CInt(MemoryLayout<z_stream>.size))
    defer {
        deflateEnd(state)
        state.deallocate()
    }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(state, uLong(bytes.count))))
    let packed = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            (state.pointee.next_in, state.pointee.avail_in) = (source.baseAddress, uInt(source.count))
            (state.pointee.next_out, state.pointee.avail_out) = (target.baseAddress, uInt(target.count))
            #expect(deflate(state, Z_FINISH) == Z_STREAM_END)
            return target.count - Int(state.pointee.avail_out)
        }
    }
    return Array(output[..<packed])
}
