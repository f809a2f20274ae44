/// Why a request got no answer.
///
/// It names scheme, host and port, never path, query, headers or body: webhook addresses and tokens are secrets.
public struct HTTPError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The host's name has no address, or no name server answered.
        case resolve
        /// Nothing accepted the connection.
        case connect
        /// TLS failed, or the server's certificate is not trusted.
        case tls
        /// The connect or the total timeout passed.
        case timeout
        /// The connection ended before the answer did.
        case interrupted
        /// The answer's body or header is over its limit.
        case tooLarge
        /// The address is malformed or not allowed; nothing was sent.
        case refusedURL
        /// The method, a header or a limit is malformed; nothing was sent.
        case refusedRequest
        /// The task was cancelled, or the client shut down.
        case cancelled
        /// The server does not speak HTTP as it should.
        case `protocol`
        /// Too many requests are under way, libcurl is missing, or the system gave no thread.
        case unavailable
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, in one sentence without a full stop.
    public let message: String
    /// What libcurl added, such as which check of a certificate failed.
    public let cause: String?
    /// The server as `scheme://host:port`, empty when the address has none that may be shown.
    public let place: String
    /// Whether the same request may succeed later.
    public let isTransient: Bool
    /// Whether the server may have got the request, so that its outcome is unknown.
    public let mayHaveArrived: Bool

    init(
        _ code: Code,
        _ message: String,
        cause: String? = nil,
        at place: String = "",
        isTransient: Bool = false,
        mayHaveArrived: Bool = false
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        self.place = place
        self.isTransient = isTransient
        self.mayHaveArrived = mayHaveArrived
    }
}

extension HTTPError: CustomStringConvertible {
    /// The error on one line: `https://host:443: message (cause)`.
    public var description: String {
        "\(place.isEmpty ? "" : "\(place): ")\(message)\(cause.map { " (\($0))" } ?? "")"
    }
}
