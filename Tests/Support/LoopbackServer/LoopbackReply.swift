/// What the loopback server answers to one request.
package struct LoopbackReply: Sendable {
    /// How an answer goes wrong.
    package enum Fault: Sendable {
        /// The connection is closed without a byte.
        case closed
        /// The connection is closed after so many bytes of the body, all of which were announced.
        case cutOff(afterBodyBytes: Int)
        /// So many bytes of the body are sent, all of which were announced, and then no more.
        case stalled(afterBodyBytes: Int)
        /// Nothing is sent until the client goes away or the server stops.
        case hung
        /// These bytes are sent in place of an HTTP answer, and the connection is closed.
        case raw([UInt8])
    }

    /// The status.
    package var status: Int
    /// Header fields beside `Content-Length`, which the server sets.
    package var headers: [(name: String, value: String)]
    /// The body.
    package var body: [UInt8]
    /// How long the server waits before it answers, in milliseconds.
    package var delayMilliseconds: Int
    /// What goes wrong, nil for nothing.
    package var fault: Fault?

    /// Creates an answer.
    package init(
        status: Int = 200,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        delayMilliseconds: Int = 0,
        fault: Fault? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delayMilliseconds = delayMilliseconds
        self.fault = fault
    }

    /// Creates an answer with a text for its body.
    package init(
        status: Int = 200,
        headers: [(name: String, value: String)] = [],
        text: String,
        delayMilliseconds: Int = 0
    ) {
        self.init(
            status: status, headers: headers, body: Array(text.utf8), delayMilliseconds: delayMilliseconds)
    }

    /// The answer as it goes over the wire; a HEAD request gets the header alone.
    func bytes(isHead: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(status) Scripted\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        // These never have a body, and announce none.
        if status >= 200, status != 204, status != 304 { text += "Content-Length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + (isHead ? [] : body)
    }
}
