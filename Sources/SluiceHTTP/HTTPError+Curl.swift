import CCurl

extension HTTPError {
    /// What libcurl's result means for a request.
    ///
    /// `detail`, libcurl's text for this one failure, is kept for connecting and TLS only, where it speaks of
    /// addresses and certificates; elsewhere it may quote the address or the answer.
    init(_ result: CURLcode, detail: String, at place: String, mayHaveArrived: Bool) {
        let code = Code(result)
        let tells = [.resolve, .connect, .tls].contains(code) && !detail.isEmpty
        self.init(
            code,
            code.message,
            cause: tells ? detail : String(cString: ccurl_easy_strerror(result)),
            at: place,
            isTransient: code.isTransient && !result.isSettledByConfiguration,
            mayHaveArrived: mayHaveArrived
        )
    }
}

extension HTTPError.Code {
    fileprivate init(_ result: CURLcode) {
        self =
            switch result {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
            case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY: .connect
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
                CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE,
                CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED:
                .tls
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
                CURLE_SEND_FAIL_REWIND:
                .interrupted
            case CURLE_FILESIZE_EXCEEDED: .tooLarge
            case CURLE_URL_MALFORMAT: .refusedURL
            case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION:
                .unavailable
            default: .protocol
            }
    }

    fileprivate var message: String {
        switch self {
        case .resolve: "the host's name could not be resolved"
        case .connect: "could not connect"
        case .tls: "no trusted TLS connection"
        case .timeout: "timed out"
        case .interrupted: "the connection ended before the answer did"
        case .tooLarge: "the answer is too large"
        case .refusedURL: "the address is not allowed"
        case .refusedRequest: "the request is not allowed"
        case .cancelled: "cancelled"
        case .protocol: "the answer is not proper HTTP"
        case .unavailable: "libcurl cannot be used"
        }
    }

    fileprivate var isTransient: Bool {
        switch self {
        case .resolve, .connect, .tls, .timeout, .interrupted: true
        case .tooLarge, .refusedURL, .refusedRequest, .cancelled, .protocol, .unavailable: false
        }
    }
}

extension CURLcode {
    /// Whether only a change of certificate or settings can help, not time.
    fileprivate var isSettledByConfiguration: Bool {
        [
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
        ].contains(self)
    }
}
