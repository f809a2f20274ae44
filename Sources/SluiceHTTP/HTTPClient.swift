import Glibc

/// Sends HTTP requests through the system's libcurl, all of them on one thread of its own.
///
/// The thread starts, and libcurl is loaded, with the first request. TLS is always verified, at version 1.2 or
/// later; redirects are not followed, cookies not kept, the environment's proxies not used. Connections are kept
/// and reused. A request with a body is never sent twice.
public final class HTTPClient: Sendable {
    /// What holds for all requests of a client.
    struct Settings: Sendable {
        var caFile: String?
        var userAgent: String
        var maxInFlight: Int
        var maxIdleConnections: Int
    }

    private let settings: Settings
    private let mailbox = TransferMailbox()

    /// Creates a client; it costs nothing until the first request.
    ///
    /// - Parameters:
    ///   - caFile: A PEM file of the authorities to trust; nil for the system's.
    ///   - userAgent: The `User-Agent` of requests that bring none.
    ///   - maxInFlight: The most requests at a time, 1 to 4,096; further ones fail as `unavailable`.
    ///   - maxIdleConnections: The most connections to keep for later requests, 1 to 4,096.
    public init(
        caFile: String? = nil,
        userAgent: String = "sluice",
        maxInFlight: Int = 256,
        maxIdleConnections: Int = 16
    ) {
        settings = Settings(
            caFile: caFile ?? CertificateAuthorities.systemFile,
            userAgent: userAgent,
            maxInFlight: min(max(maxInFlight, 1), 4_096),
            maxIdleConnections: min(max(maxIdleConnections, 1), 4_096)
        )
    }

    deinit { shutdown() }

    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// Cancelling the task ends the request with `cancelled`. Nothing is retried: that is the caller's to decide.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let target = try request.checked()
        guard !target.isSecure || request.caFile ?? settings.caFile != nil else {
            throw HTTPError(.tls, "no file of certificate authorities was found", at: target.origin)
        }
        let ticket = TransferTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = TransferJob(
                    request: request, target: target, ticket: ticket, continuation: continuation)
                mailbox.submit(job) { TransferThread.start(mailbox, settings) }
            }
        } onCancel: {
            mailbox.cancel(ticket)
        }
        return try result.get()
    }

    /// Ends the requests in flight with `cancelled`, closes all connections and waits for the thread to end.
    ///
    /// Requests sent afterwards fail with `cancelled`. Calling it again does nothing.
    public func shutdown() {
        if let thread = mailbox.stop() { pthread_join(thread, nil) }
    }
}
