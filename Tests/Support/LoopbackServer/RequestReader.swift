/// Reads the requests of one connection.
struct RequestReader {
    let socket: Socket
    let connection: Int
    private var buffer: [UInt8] = []

    init(socket: Socket, connection: Int) { (self.socket, self.connection) = (socket, connection) }

    /// The next request, nil when the connection has ended or does not speak HTTP.
    mutating func next() -> RecordedRequest? {
        guard let head = take(through: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        guard length >= 0, let body = take(length) else { return nil }
        return RecordedRequest(
            method: String(words[0]), target: String(words[1]), headers: headers, body: body,
            connection: connection, time: monotonicSeconds())
    }

    private mutating func take(through mark: [UInt8]) -> [UInt8]? {
        var searched = 0
        while true {
            if let start = (searched..<buffer.count).first(where: { buffer[$0...].starts(with: mark) }) {
                return take(start + mark.count)
            }
            searched = max(0, buffer.count - mark.count + 1)
            guard let more = socket.read() else { return nil }
            buffer += more
        }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        while buffer.count < count {
            guard let more = socket.read() else { return nil }
            buffer += more
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }
}
