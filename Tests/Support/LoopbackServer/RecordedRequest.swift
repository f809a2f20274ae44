/// A request that the loopback server got.
package struct RecordedRequest: Sendable {
    /// The method.
    package let method: String
    /// The target as it stood in the request line: path and query, or the whole address from a proxy's client.
    package let target: String
    /// The header fields, in order.
    package let headers: [(name: String, value: String)]
    /// The body.
    package let body: [UInt8]
    /// Which connection it came on, counted from 0.
    package let connection: Int
    /// When its last byte had come, in seconds of the monotonic clock.
    package let time: Double

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first value of a header field, nil when it is missing; case does not matter.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
