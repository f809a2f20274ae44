import Glibc

/// An HTTP server on 127.0.0.1 that answers as it was told and keeps what it was asked.
///
/// One thread a connection; connections are kept alive until a fault, the client or ``stop()`` ends them.
package final class LoopbackServer: Sendable {
    private let record: LoopbackRecord

    /// The port it listens on.
    package let port: Int

    /// Starts a server whose answers come from a function of the request and its number, counted from 0.
    package init(
        port: Int = 0, answer: @escaping @Sendable (RecordedRequest, Int) -> LoopbackReply
    ) throws(LoopbackError) {
        let listener = try Socket.listening(on: port)
        self.port = listener.port
        record = LoopbackRecord(listener: listener.socket, answer: answer)
        let record = record
        guard spawn({ record.acceptAll() }) else {
            record.stop()
            throw LoopbackError(description: "no thread for the loopback server")
        }
    }

    /// Starts a server that gives these answers in order, and the last one for ever.
    package convenience init(port: Int = 0, _ replies: [LoopbackReply]) throws(LoopbackError) {
        try self.init(port: port) { _, number in
            replies.indices.contains(number) ? replies[number] : replies.last ?? LoopbackReply(status: 404)
        }
    }

    deinit { stop() }

    /// The address of a path on this server.
    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// The requests so far.
    package var requests: [RecordedRequest] { record.requests }

    /// How many connections were accepted so far.
    package var connectionCount: Int { record.connectionCount }

    /// The request of this number, counted from 0, as soon as it has come; nil when the server stops before.
    package func request(_ number: Int) async -> RecordedRequest? { await record.request(number) }

    /// Closes all connections and accepts no more.
    package func stop() { record.stop() }
}
