/// What a server answered; any status is an answer, also 404 and 503.
public struct HTTPResponse: Sendable {
    /// The status, 200 to 599; a redirect is not followed but returned.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// The body, at most the request's `maxResponseBytes`.
    public let body: [UInt8]
    /// The time from the start of the request to the last byte of the answer, in seconds.
    public let elapsed: Double

    /// Creates a response, for a test's fake transport.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], elapsed: Double = 0) {
        self.status = status
        self.headers = headers
        self.body = body
        self.elapsed = elapsed
    }
}
