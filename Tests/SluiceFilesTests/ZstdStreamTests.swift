import CZstd
import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

private let hasLibrary = czstd_load() == nil

@Suite(.enabled(if: hasLibrary, "libzstd is not installed")) struct ZstdStreamTests {
    private let folder: TemporaryFolder
    private let files: ProjectFiles

    init() throws {
        folder = try TemporaryFolder()
        files = ProjectFiles(pipelineFile: "\(folder.path)/run.yaml")
    }

    private func packed(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: czstd_bound(bytes.count))
        let count = czstd_pack(bytes, bytes.count, &output, output.count)
        #expect(count > 0)
        return Array(output[..<count])
    }

    private func unpacked(_ bytes: [UInt8], chunk: Int = 4_096) throws -> [UInt8] {
        let path = try folder.write("data.csv.zst", bytes)
        return try files.open(path).bytes(chunk: chunk)
    }

    private static let plain: [UInt8] = (0..<50_000).flatMap { Array("\($0 &* 7_919 % 10_007),x\n".utf8) }

    @Test(arguments: [1, 7, 65_536, 1_000_000])
    func `a file comes back whatever is asked for at a time`(chunk: Int) throws {
        let plain = Array(Self.plain.prefix(chunk < 10 ? 3_000 : Self.plain.count))
        #expect(try unpacked(packed(plain), chunk: chunk) == plain)
    }

    @Test func `several frames are one file`() throws {
        let bytes = packed(Array("one\n".utf8)) + packed([]) + packed(Array("two\n".utf8))
        #expect(try unpacked(bytes, chunk: 3) == Array("one\ntwo\n".utf8))
        #expect(try unpacked(packed([])) == [])
    }

    @Test func `a file cut anywhere is damaged`() throws {
        let bytes = packed(Array("a short text, a short text".utf8))
        for length in bytes.indices {
            let error = #expect(throws: FileError.self, "\(length)") { try unpacked(Array(bytes[..<length])) }
            #expect(error?.code == .damaged)
        }
        let long = packed(Self.plain)
        for length in [1, 5, long.count / 2, long.count - 1] {
            #expect(throws: FileError.self) { try unpacked(Array(long[..<length])) }
        }
    }

    @Test func `any change of a byte gives an error or an end (seed 3, 2,000 files)`() throws {
        let bytes = packed(Array(Self.plain.prefix(2_000)))
        var dice = Dice(seed: 3)
        var refused = 0
        for _ in 0..<2_000 {
            var damaged = bytes
            damaged[Int(dice.next() % UInt64(bytes.count))] ^= UInt8(1 << (dice.next() % 8))
            do {
                #expect(try unpacked(damaged, chunk: 65_536).count < 1 << 24)
            } catch let error as FileError {
                #expect(error.code == .damaged)
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test func `what follows the last frame must be a frame`() throws {
        let error = #expect(throws: FileError.self) {
            try unpacked(packed(Array("one\n".utf8)) + Array("rest of another file".utf8))
        }
        #expect(error?.code == .damaged)
    }

    @Test func `what unpacks to far more than history does is refused`() throws {
        // 300 MB of zeros pack to some kilobytes.
        let path = try folder.write("bomb.csv.zst", packed([UInt8](repeating: 0, count: 300_000_000)))
        let stream = try files.open(path)
        let error = #expect(throws: FileError.self) {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { buffer.deallocate() }
            while try stream.read(into: buffer) > 0 {}
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.message == "it unpacks to more than 268435456 bytes, 400 times its size")
    }
}
