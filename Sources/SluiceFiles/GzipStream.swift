import CZlib
import SluiceKit

/// A gzip file that is unpacked while it is read; several members one after another are one file (RFC 1952).
final class GzipStream: FileStream {
    private let file: RegularFile
    private let path: String
    /// zlib keeps a pointer to it, so it must not move.
    private let state: UnsafeMutablePointer<z_stream>
    private let packed: UnsafeMutableRawBufferPointer
    private var isInsideMember = false
    private var hasMember = false
    private var isFileAtEnd = false

    private static let packedCapacity = 65_536

    init(_ file: RegularFile, path: String) throws(FileError) {
        (self.file, self.path) = (file, path)
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        packed = .allocate(byteCount: Self.packedCapacity, alignment: 16)
        // 15 bits of window, and 16 to ask for gzip's header and checksum.
        guard inflateInit2_(state, 31, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FileError(.unreadable, path, "zlib cannot begin")
        }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
        packed.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard buffer.count > 0 else { return 0 }
        let room = min(buffer.count, Int(CInt.max))
        state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = uInt(room)
        while state.pointee.avail_out == uInt(room) {
            if state.pointee.avail_in == 0 { try refill() }
            if !isInsideMember, !(try beginMember()) { return 0 }
            try inflateOnce()
        }
        return room - Int(state.pointee.avail_out)
    }

    private func inflateOnce() throws(FileError) {
        switch inflate(state, Z_NO_FLUSH) {
        case Z_OK: break
        case Z_STREAM_END:
            isInsideMember = false
            inflateReset(state)
        case Z_BUF_ERROR where state.pointee.avail_in == 0:
            guard !isFileAtEnd else { throw FileError(.damaged, path, "the gzip file is cut short") }
        case Z_MEM_ERROR: throw FileError(.unreadable, path, "there is no memory to unpack it")
        default: throw FileError(.damaged, path, "the gzip file is damaged")
        }
    }

    /// Stands at the beginning of a member; false when there is no further one.
    private func beginMember() throws(FileError) -> Bool {
        // Tapes and archives pad with zeros, which gzip itself ignores.
        while hasMember, state.pointee.next_in?.pointee == 0, state.pointee.avail_in > 0 {
            state.pointee.next_in += 1
            state.pointee.avail_in -= 1
            if state.pointee.avail_in == 0 { try refill() }
        }
        guard state.pointee.avail_in > 0 else {
            guard hasMember else { throw FileError(.damaged, path, "the gzip file is empty") }
            return false
        }
        (isInsideMember, hasMember) = (true, true)
        return true
    }

    private func refill() throws(FileError) {
        guard !isFileAtEnd else { return }
        let count = try file.read(into: packed)
        isFileAtEnd = count == 0
        state.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = uInt(count)
    }
}
