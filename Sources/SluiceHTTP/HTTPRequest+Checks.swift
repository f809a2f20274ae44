extension HTTPRequest {
    /// The address to send to, once everything in the request is known to be allowed.
    func checked() throws(HTTPError) -> RequestURL {
        let target = try RequestURL(url)
        func refuse(_ message: String) -> HTTPError { HTTPError(.refusedRequest, message, at: target.origin) }

        guard target.isSecure || allowPlainHTTP || (target.isLoopback && proxy == nil) else {
            throw HTTPError(
                .refusedURL, "plain http is only allowed to this machine; use https", at: target.origin)
        }
        guard (1...16).contains(method.utf8.count),
            method.utf8.allSatisfy({ $0.isASCIILetter && $0.lowercasedASCII != $0 }),
            method != "CONNECT", method != "TRACE"
        else { throw refuse("the method is not one that can be sent") }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.mayStandInName) else {
                throw refuse("a header name is malformed")
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw refuse("the value of header \(name) has a control character")
            }
            guard !["content-length", "transfer-encoding"].contains(where: name.isSameHeader(as:)) else {
                throw refuse("header \(name) is the client's to set")
            }
        }
        guard Self.timeouts.contains(connectTimeout), Self.timeouts.contains(totalTimeout) else {
            throw refuse("a timeout must be between 1 ms and a day")
        }
        guard maxResponseBytes >= 0 else { throw refuse("the limit of the answer's size is negative") }
        if let proxy {
            do { _ = try RequestURL(proxy) } catch {
                throw refuse("the proxy is not usable: \(error.message)")
            }
        }
        return target
    }

    /// Seconds; anything longer than a day is a mistake in the unit.
    private static let timeouts = 0.001...86_400.0

    /// RFC 9110's `tchar`.
    private static func mayStandInName(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
