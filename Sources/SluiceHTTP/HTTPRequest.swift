/// One request, with the limits it runs under.
public struct HTTPRequest: Sendable {
    /// The method in capitals, such as `GET`; `CONNECT` and `TRACE` are refused.
    public var method: String
    /// The absolute address, `https` or, to this machine only, `http`; percent-encoded, without user and fragment.
    public var url: String
    /// Header fields in order; `Content-Length` and `Transfer-Encoding` are the client's to set.
    public var headers: [(name: String, value: String)]
    /// The body; empty for none.
    public var body: [UInt8]
    /// The longest to look up the name, connect and agree on TLS, in seconds.
    public var connectTimeout: Double
    /// The longest for everything, connecting included, in seconds.
    public var totalTimeout: Double
    /// A PEM file of the only authorities to trust; nil for the client's.
    public var caFile: String?
    /// The largest response body to accept, in bytes.
    public var maxResponseBytes: Int
    /// Whether `http` may leave this machine: everything in the request can then be read on the way.
    public var allowPlainHTTP: Bool
    /// The proxy to go through, such as `http://proxy:3128`; nil for none, whatever the environment says.
    public var proxy: String?

    /// Creates a request; the defaults suit a webhook.
    public init(
        method: String = "GET",
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        connectTimeout: Double = 3,
        totalTimeout: Double = 10,
        caFile: String? = nil,
        maxResponseBytes: Int = 64 * 1_024,
        allowPlainHTTP: Bool = false,
        proxy: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.caFile = caFile
        self.maxResponseBytes = maxResponseBytes
        self.allowPlainHTTP = allowPlainHTTP
        self.proxy = proxy
    }
}
