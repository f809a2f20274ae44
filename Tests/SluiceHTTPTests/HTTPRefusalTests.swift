import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPRefusalTests {
    let client = HTTPClient()

    @Test(arguments: [
        "", "venue.example", "/path", "https:/venue.example", "https//venue.example", "ftp://venue.example/",
        "file:///etc/passwd", "https://", "https:///path", "https://user@venue.example/",
        "https://user:password@venue.example/", "https://venue.example@other.example/",
        "https://venue example/",
        "https://venue.example/a b", "https://venue.example/\u{E9}", "https://venue.example/\r\nX: 1",
        "https://venue.example/#part", "https://venue.example\\@other.example/", "https://venue..example/",
        "https://.venue.example/", "https://venue.example:0/", "https://venue.example:65536/",
        "https://venue.example:/", "https://venue.example:port/", "https://venue.example:+1/",
        "https://127.1/",
        "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://256.0.0.1/",
        "https://[::1/",
        "https://[::1]x/", "https://[]/", "https://[fe80::1%25eth0]/", "https://venue.example/{id}",
        "https://" + String(repeating: "a", count: 64) + ".example/",
        "https://venue.example/" + String(repeating: "a", count: 9_000),
    ])
    func `an address that is malformed or not allowed is refused`(url: String) async throws {
        let error = try #require(await client.failure(of: HTTPRequest(url: url)))
        #expect(error.code == .refusedURL)
        #expect(!error.isTransient)
        #expect(!error.mayHaveArrived)
    }

    @Test(arguments: [
        "http://venue.example/", "http://10.0.0.1/", "http://localhost.example/", "http://127.0.0.1.example/",
        "http://[::2]/", "http://128.0.0.1/", "HTTP://venue.example/",
    ])
    func `plain http leaves the machine only when the request says so`(url: String) async throws {
        let error = try #require(await client.failure(of: HTTPRequest(url: url)))
        #expect(error.code == .refusedURL)
        #expect(error.message.contains("https"))
        // Whoever allows it gets past the check: the next thing found wrong is the method.
        let allowed = HTTPRequest(method: "TRACE", url: url, allowPlainHTTP: true)
        #expect(await client.failure(of: allowed)?.code == .refusedRequest)
    }

    @Test(arguments: [
        "http://127.0.0.1:9/", "http://127.255.0.1/", "http://localhost/", "http://LOCALHOST:80",
        "http://[::1]/x",
        "https://venue.example", "https://venue.example.", "https://venue.example:8443?q=1",
        "HTTPS://Venue-1.Example/",
        "https://[2001:db8::1]:8443/", "https://10.0.0.1/", "https://xn--bcher-kva.example/%C3%A9",
    ])
    func `an ordinary address is not refused`(url: String) async throws {
        let error = try #require(await client.failure(of: HTTPRequest(method: "TRACE", url: url)))
        #expect(error.code == .refusedRequest)
    }

    @Test func `plain http to this machine does not go through a proxy`() async throws {
        let request = HTTPRequest(url: "http://127.0.0.1/", proxy: "http://127.0.0.1:9")
        #expect(await client.failure(of: request)?.code == .refusedURL)
    }

    @Test(arguments: [
        HTTPRequest(method: "", url: "https://venue.example/"),
        HTTPRequest(method: "get", url: "https://venue.example/"),
        HTTPRequest(method: "GET /x", url: "https://venue.example/"),
        HTTPRequest(method: "CONNECT", url: "https://venue.example/"),
        HTTPRequest(url: "https://venue.example/", headers: [("", "x")]),
        HTTPRequest(url: "https://venue.example/", headers: [("X Y", "x")]),
        HTTPRequest(url: "https://venue.example/", headers: [("X:", "x")]),
        HTTPRequest(url: "https://venue.example/", headers: [("X", "a\r\nY: b")]),
        HTTPRequest(url: "https://venue.example/", headers: [("X", "a\0b")]),
        HTTPRequest(url: "https://venue.example/", headers: [("content-length", "1")]),
        HTTPRequest(url: "https://venue.example/", headers: [("Transfer-Encoding", "chunked")]),
        HTTPRequest(url: "https://venue.example/", connectTimeout: 0),
        HTTPRequest(url: "https://venue.example/", connectTimeout: .nan),
        HTTPRequest(url: "https://venue.example/", totalTimeout: -1),
        HTTPRequest(url: "https://venue.example/", totalTimeout: .infinity),
        HTTPRequest(url: "https://venue.example/", maxResponseBytes: -1),
        HTTPRequest(url: "https://venue.example/", proxy: "socks5://proxy:1080"),
        HTTPRequest(url: "https://venue.example/", proxy: "http://user:password@proxy:3128"),
    ])
    func `a request that is malformed is refused`(request: HTTPRequest) async throws {
        let error = try #require(await client.failure(of: request))
        #expect(error.code == .refusedRequest)
        #expect(error.place == "https://venue.example:443")
        #expect(!error.isTransient)
        #expect(!error.mayHaveArrived)
    }
}
