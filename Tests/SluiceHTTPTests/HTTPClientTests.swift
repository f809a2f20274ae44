import LoopbackServer
import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
    let client = HTTPClient()

    @Test func `status, header and body come back as the server sent them`() async throws {
        let server = try LoopbackServer([
            LoopbackReply(
                status: 429, headers: [("Retry-After", "2"), ("X-Twice", "a"), ("x-twice", "b")], text: "slow"
            )
        ])
        let response = try await client.send(HTTPRequest(url: server.url("/orders?symbol=SPY")))
        #expect(response.status == 429)
        #expect(response.headers["retry-after"] == "2")
        #expect(response.headers.values(of: "X-TWICE") == ["a", "b"])
        #expect(response.headers["absent"] == nil)
        #expect(response.body == Array("slow".utf8))
        #expect(response.elapsed > 0)
        #expect(server.requests.map(\.target) == ["/orders?symbol=SPY"])
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "POST", "PUT", "PATCH"])
    func `the method arrives without a body`(method: String) async throws {
        let server = try LoopbackServer([LoopbackReply(text: "ok")])
        let response = try await client.send(HTTPRequest(method: method, url: server.url()))
        #expect(response.status == 200)
        #expect(response.body == (method == "HEAD" ? [] : Array("ok".utf8)))
        #expect(server.requests.map(\.method) == [method])
        #expect(server.requests.first?.body.isEmpty == true)
        #expect(server.requests.first?.header("Content-Length") == (method.hasPrefix("P") ? "0" : nil))
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"], [1, 100_000])
    func `the body arrives byte for byte`(method: String, count: Int) async throws {
        let server = try LoopbackServer { request, _ in LoopbackReply(body: request.body) }
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let response = try await client.send(
            HTTPRequest(method: method, url: server.url(), body: body, maxResponseBytes: count))
        #expect(server.requests.map(\.method) == [method])
        #expect(response.body == body)
    }

    @Test func `a body of megabytes is sent without asking first`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        let body = [UInt8](repeating: 7, count: 2_000_000)
        #expect(
            try await client.send(HTTPRequest(method: "POST", url: server.url(), body: body)).status == 200)
        #expect(server.requests.first?.header("Expect") == nil)
        #expect(server.requests.first?.body.count == body.count)
    }

    @Test func `header fields arrive as given and nothing is made up`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        _ = try await client.send(
            HTTPRequest(
                method: "POST", url: server.url(),
                headers: [("Webhook-Id", "m 1"), ("X-Empty", ""), ("X-Text", "caf\u{E9}\tau lait")], body: [1]
            ))
        let request = try #require(server.requests.first)
        #expect(request.header("webhook-id") == "m 1")
        #expect(request.header("x-empty") == "")
        #expect(request.header("x-text") == "caf\u{E9}\tau lait")
        #expect(request.header("user-agent") == "sluice")
        #expect(request.header("content-type") == nil)
        #expect(request.header("expect") == nil)
        #expect(request.header("accept-encoding") == nil)
    }

    @Test func `a user agent and a content type of the request's own are kept`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        _ = try await client.send(
            HTTPRequest(
                method: "POST", url: server.url(),
                headers: [("user-agent", "probe"), ("content-type", "application/json")], body: [1]))
        let request = try #require(server.requests.first)
        #expect(request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value) == ["probe"])
        #expect(request.header("content-type") == "application/json")
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let server = try LoopbackServer([LoopbackReply(status: 302, headers: [("Location", "/elsewhere")])])
        let response = try await client.send(HTTPRequest(url: server.url("/here")))
        #expect(response.status == 302)
        #expect(response.headers["Location"] == "/elsewhere")
        #expect(server.requests.map(\.target) == ["/here"])
    }

    @Test func `dots in the path are sent as they stand`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        _ = try await client.send(HTTPRequest(url: server.url("/a/../b/./c?d=%2F")))
        #expect(server.requests.map(\.target) == ["/a/../b/./c?d=%2F"])
    }

    @Test func `an interim answer is not the answer`() async throws {
        let text =
            "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: \t 2 \r\n\r\nbody"
        let server = try LoopbackServer([LoopbackReply(fault: .raw(Array(text.utf8)))])
        let response = try await client.send(HTTPRequest(url: server.url()))
        #expect(response.status == 200)
        #expect(response.headers.fields.map(\.name) == ["X-Late"])
        #expect(response.headers["X-Late"] == "2")
        #expect(response.body == Array("body".utf8))
    }

    @Test func `a proxy that is named gets the whole address`() async throws {
        let proxy = try LoopbackServer([LoopbackReply(text: "by proxy")])
        let response = try await client.send(
            HTTPRequest(url: "http://venue.example/quotes", allowPlainHTTP: true, proxy: proxy.url()))
        #expect(response.body == Array("by proxy".utf8))
        #expect(proxy.requests.map(\.target) == ["http://venue.example/quotes"])
    }
}
