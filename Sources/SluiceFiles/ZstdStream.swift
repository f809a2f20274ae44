import CZstd
import SluiceKit

/// A file packed by Zstandard that is unpacked while it is read; several frames one after another are one file (RFC 8878).
final class ZstdStream: FileStream {
    private let file: any FileStream
    private let path: String
    private let state: OpaquePointer
    private let packed: UnsafeMutableRawBufferPointer
    /// What of `packed` is not yet used.
    private var rest: Range<Int> = 0..<0
    /// Whether all that was used are whole frames.
    private var isBetweenFrames = true
    private var isEmpty = true
    private var isFileAtEnd = false

    init(_ file: any FileStream, path: String) throws(FileError) {
        (self.file, self.path) = (file, path)
        if let problem = czstd_load() {
            throw FileError(.unreadable, path, String(cString: problem))
        }
        guard let state = czstd_begin() else { throw FileError(.unreadable, path, "libzstd cannot begin") }
        self.state = state
        packed = .allocate(byteCount: 131_072, alignment: 16)
    }

    deinit {
        czstd_end(state)
        packed.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard buffer.count > 0 else { return 0 }
        while true {
            if rest.isEmpty, !isFileAtEnd {
                let count = try file.read(into: packed)
                (rest, isFileAtEnd) = (0..<count, count == 0)
                if count > 0 { isEmpty = false }
            }
            if rest.isEmpty, isBetweenFrames {
                guard !isEmpty else { throw FileError(.damaged, path, "the zstd file is empty") }
                return 0
            }
            let given = try unpack(into: buffer)
            if given > 0 { return given }
            // The decoder may hold back bytes that it was given, but at the file's end it has no more to come.
            guard !isFileAtEnd || !rest.isEmpty || isBetweenFrames else {
                throw FileError(.damaged, path, "the zstd file is cut short")
            }
        }
    }

    private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var (taken, given, isWhole) = (0, 0, CInt(0))
        let input = packed.baseAddress.map { UnsafeRawPointer($0 + rest.lowerBound) }
        let problem = czstd_unpack(
            state, input, rest.count, &taken, buffer.baseAddress, buffer.count, &given, &isWhole)
        if let problem {
            throw FileError(.damaged, path, "the zstd file is damaged: \(String(cString: problem))")
        }
        rest = rest.lowerBound + taken..<rest.upperBound
        isBetweenFrames = isWhole != 0
        return given
    }
}
