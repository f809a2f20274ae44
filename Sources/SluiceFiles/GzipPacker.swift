import CZlib
package import SluiceKit

/// Packs bytes into one member of a gzip file (RFC 1952), part by part.
package final class GzipPacker {
    /// zlib keeps a pointer to it, so it must not move.
    private let state: UnsafeMutablePointer<z_stream>

    /// Begins a member.
    /// - Throws: `FileError` when zlib cannot begin.
    package init(path: String) throws(FileError) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // 15 bits of window, and 16 to ask for gzip's header and checksum.
        let outcome = deflateInit2_(
            state, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            CInt(MemoryLayout<z_stream>.size))
        guard outcome == Z_OK else { throw FileError(.unreadable, path, "zlib cannot begin") }
    }

    deinit {
        deflateEnd(state)
        state.deallocate()
    }

    /// Takes bytes and gives what is packed so far; no bytes end the member.
    package func pack(_ bytes: [UInt8]) -> [UInt8] {
        var (bytes, packed) = (bytes, [UInt8]())
        let flush = bytes.isEmpty ? Z_FINISH : Z_NO_FLUSH
        let room = 65_536
        bytes.withUnsafeMutableBufferPointer { input in
            (state.pointee.next_in, state.pointee.avail_in) = (input.baseAddress, uInt(input.count))
            var isFull = true
            while isFull {
                packed += [UInt8](unsafeUninitializedCapacity: room) { output, count in
                    (state.pointee.next_out, state.pointee.avail_out) = (output.baseAddress, uInt(room))
                    deflate(state, flush)
                    count = room - Int(state.pointee.avail_out)
                    isFull = state.pointee.avail_out == 0
                }
            }
        }
        return packed
    }
}
