/// An address that may be sent to, and the part of it that may be shown.
struct RequestURL: Sendable {
    /// The whole address, a secret.
    let text: String
    /// `scheme://host:port`, which may stand in logs and errors.
    let origin: String
    let isSecure: Bool
    /// Whether the host is this machine by its very name: `localhost`, 127.0.0.0/8 or ::1.
    let isLoopback: Bool

    private static let maxBytes = 8_192

    init(_ text: String) throws(HTTPError) {
        guard text.utf8.count <= Self.maxBytes else {
            throw HTTPError(.refusedURL, "the address is longer than \(Self.maxBytes) bytes")
        }
        guard text.utf8.allSatisfy(Self.mayStand) else {
            throw HTTPError(.refusedURL, "the address has a character that must be percent-encoded")
        }
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[colon...].starts(with: "://".utf8)
        else { throw HTTPError(.refusedURL, "the address must begin with https://") }
        switch String(decoding: bytes[..<colon], as: UTF8.self).lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw HTTPError(.refusedURL, "only https and http addresses can be sent to")
        }
        let rest = bytes[(colon + 3)...]
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw HTTPError(.refusedURL, "the address must not contain a user or password")
        }
        let host: URLHost
        let port: Int
        (host, port) = try Self.hostAndPort(authority, defaultPort: isSecure ? 443 : 80)
        isLoopback = host.isLoopback
        origin = "\(isSecure ? "https" : "http")://\(host.text):\(port)"
        self.text = text
    }

    /// Printable ASCII but for what RFC 3986 has no place for, and `#`: a fragment is never sent.
    private static func mayStand(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"#<>\\^`{|}".utf8.contains(byte)
    }

    private static func hostAndPort(
        _ authority: ArraySlice<UInt8>, defaultPort: Int
    ) throws(HTTPError) -> (URLHost, Int) {
        let hostEnd =
            if authority.first == UInt8(ascii: "[") {
                authority.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? authority.endIndex
            } else {
                authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
            }
        guard let host = URLHost(authority[..<hostEnd]) else {
            throw HTTPError(.refusedURL, "the address has no proper host name")
        }
        let suffix = authority[hostEnd...]
        guard !suffix.isEmpty else { return (host, defaultPort) }
        let digits = suffix.dropFirst()
        guard suffix.first == UInt8(ascii: ":"), digits.allSatisfy(\.isASCIIDigit),
            let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port)
        else { throw HTTPError(.refusedURL, "the address has no proper port") }
        return (host, port)
    }
}
