import Glibc

/// A TCP socket of the loopback server.
struct Socket: Sendable {
    let descriptor: Int32

    /// Listens on a port of 127.0.0.1, on a free one for 0.
    static func listening(on port: Int) throws(LoopbackError) -> (socket: Socket, port: Int) {
        guard let number = UInt16(exactly: port) else {
            throw LoopbackError(description: "\(port) is not a port")
        }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Socket(descriptor: Glibc.socket(AF_INET, type, 0))
        var yes: Int32 = 1
        setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(socket.descriptor, generic, length) == 0 else { return Int32(-1) }
                guard listen(socket.descriptor, 1_024) == 0 else { return Int32(-1) }
                return getsockname(socket.descriptor, generic, &length)
            }
        }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            socket.close()
            throw LoopbackError(description: "cannot listen on 127.0.0.1:\(port): \(reason)")
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// The next connection, nil when the listener was shut down.
    func accept() -> Socket? {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return Socket(descriptor: connection)
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Some more bytes, nil at the end.
    func read() -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Writes all the bytes, false when the connection has ended.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.send(descriptor, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Waits for the client to go away or the server to stop, for ever when the time is negative.
    func endsWithin(milliseconds: Int) -> Bool {
        // A client that waits for its answer sends nothing: what there is to read is the end.
        var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&event, 1, Int32(clamping: milliseconds)) > 0
    }

    /// Ends the connection or the listening; whoever waits on it goes on.
    func shutdown() { _ = Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }

    func close() { _ = Glibc.close(descriptor) }
}
