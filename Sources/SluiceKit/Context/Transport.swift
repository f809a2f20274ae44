public import SluiceMarket

/// The way out to the network, as stages may use it.
///
/// TLS is verified and redirects are not followed, whatever a request says.
public protocol Transport: Sendable {
    /// Sends a request and waits for the whole answer.
    /// - Throws: `TransportError`; its text never shows more of an address than host and port.
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
}

/// A request to an HTTP server.
public struct TransportRequest: Sendable {
    /// The method, such as POST.
    public var method: String
    /// The whole address; it may hold a token and is never printed.
    public var url: String
    /// Header fields in order.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]
    /// How long the connection may take to be made.
    public var connectTimeout: Span
    /// How long everything may take.
    public var timeout: Span
    /// How many bytes of body an answer may have.
    public var maxResponseBytes: Int
    /// A file of trusted certificates instead of the system's.
    public var caFile: String?
    /// Whether an address without TLS is allowed beyond this machine.
    public var allowPlainHTTP: Bool

    /// Creates a request.
    public init(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        connectTimeout: Span = .seconds(3),
        timeout: Span = .seconds(10),
        maxResponseBytes: Int = 65_536,
        caFile: String? = nil,
        allowPlainHTTP: Bool = false
    ) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
        (self.connectTimeout, self.timeout, self.maxResponseBytes) = (
            connectTimeout, timeout, maxResponseBytes
        )
        (self.caFile, self.allowPlainHTTP) = (caFile, allowPlainHTTP)
    }
}

/// An answer of an HTTP server, whatever its status.
public struct TransportResponse: Sendable {
    /// The status, such as 200.
    public let status: Int
    /// Header fields in order.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]

    /// Creates an answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The first field of a name, whatever its case; nil when there is none.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Why a request got no answer.
public struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, without any part of an address but host and port.
    public let description: String
    /// Whether another try may help.
    public let isTransient: Bool

    /// Creates an error.
    public init(_ description: String, isTransient: Bool) {
        (self.description, self.isTransient) = (description, isTransient)
    }
}
