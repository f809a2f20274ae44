import CCurl

/// Sets the options of one transfer and remembers whether libcurl took them all.
struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var areAllSet = true

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func check(_ code: CURLcode) { areAllSet = areAllSet && code == CURLE_OK }

    /// Everything that follows from the request alone.
    mutating func set(_ request: HTTPRequest, _ target: RequestURL, caFile: String?) {
        set(CURLOPT_URL, target.text)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        // What was signed is what is sent: `/a/../b` stays as it is.
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        // The empty proxy is "none"; without it libcurl asks the environment.
        set(CURLOPT_PROXY, request.proxy ?? "")
        set(CURLOPT_NOPROXY, "")
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_NOSIGNAL, 1)
        // A look-up that outlives its timeout is left behind; waiting for it would hold up every other transfer.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int((request.connectTimeout * 1_000).rounded(.up)))
        set(CURLOPT_TIMEOUT_MS, Int((request.totalTimeout * 1_000).rounded(.up)))
        check(ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, Int64(request.maxResponseBytes)))
        set(CURLOPT_TCP_KEEPALIVE, 1)
        check(ccurl_set_private_sockets(easy))
        setTrust(in: request.caFile ?? caFile)
        setMethod(of: request)
    }

    private mutating func setTrust(in caFile: String?) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        set(CURLOPT_CAINFO, caFile)
        // Otherwise the directory that libcurl was built with is trusted beside the file.
        set(CURLOPT_CAPATH, nil)
    }

    private mutating func setMethod(of request: HTTPRequest) {
        if request.method == "HEAD", request.body.isEmpty {
            set(CURLOPT_NOBODY, 1)
        } else if request.hasBody {
            // The body is handed over piece by piece, and cannot be rewound: when a kept connection breaks after
            // it went out, libcurl then fails instead of sending it a second time on a new one.
            set(CURLOPT_POST, 1)
            check(ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(request.body.count)))
            set(CURLOPT_CUSTOMREQUEST, request.method)
            // With nothing to rewind that guard does not work, but a new connection is never retried.
            if request.body.isEmpty { set(CURLOPT_FRESH_CONNECT, 1) }
        } else if request.method != "GET" {
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private mutating func set(_ option: CURLoption, _ value: Int) {
        check(ccurl_set_long(easy, option, value))
    }

    private mutating func set(_ option: CURLoption, _ value: String?) {
        check(ccurl_set_string(easy, option, value))
    }
}

extension HTTPRequest {
    /// Whether a body is announced, which for these methods it is even when empty.
    var hasBody: Bool { !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) }

    /// The header lines for libcurl, a nil value for one that it must not add by itself.
    func headerLines(userAgent: String) -> [(name: String, value: String?)] {
        var lines: [(name: String, value: String?)] = headers.map { ($0.name, $0.value) }
        for (name, value) in [("User-Agent", userAgent), ("Content-Type", nil), ("Expect", nil)]
        where !headers.contains(where: { $0.name.isSameHeader(as: name) }) {
            lines.append((name, value))
        }
        return lines
    }
}
