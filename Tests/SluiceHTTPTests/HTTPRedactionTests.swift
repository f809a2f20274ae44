import LoopbackServer
import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPRedactionTests {
    let client = HTTPClient()
    let secret = "s3cr3t"

    @Test(arguments: [
        LoopbackReply(fault: .closed), LoopbackReply(fault: .hung),
        LoopbackReply(body: [1, 2], fault: .cutOff(afterBodyBytes: 1)),
        LoopbackReply(fault: .raw(Array("s3cr3t\r\n\r\n".utf8))), LoopbackReply(text: "s3cr3t s3cr3t s3cr3t"),
    ])
    func `an error of the server's making shows no secret`(reply: LoopbackReply) async throws {
        let server = try LoopbackServer([reply])
        let error = try #require(
            await client.failure(of: request(to: server.url("/\(secret)?token=\(secret)"))))
        #expect(!"\(error)".contains(secret))
        #expect("\(error)".hasPrefix("http://127.0.0.1:\(server.port): "))
    }

    @Test(arguments: [
        "https://user:s3cr3t@venue.example/", "https://venue.example/s3cr3t path",
        "ftp://venue.example/s3cr3t",
        "http://venue.example/s3cr3t", "s3cr3t", "https://s3cr3t..venue.example/",
        "https://venue.example:s3cr3t/",
    ])
    func `a refused address is not shown`(url: String) async throws {
        let error = try #require(await client.failure(of: request(to: url)))
        #expect(!"\(error)".contains(secret))
        #expect(!String(reflecting: error).contains(secret))
    }

    @Test func `a refused header and a refused proxy are not shown`() async throws {
        for request in [
            HTTPRequest(url: "https://venue.example/", headers: [("Authorization", "\(secret)\n")]),
            HTTPRequest(url: "https://venue.example/", headers: [("\(secret) ", "x")]),
            HTTPRequest(url: "https://venue.example/", proxy: "http://user:\(secret)@proxy:3128"),
        ] {
            let error = try #require(await client.failure(of: request))
            #expect(!"\(error)".contains(secret))
        }
    }

    private func request(to url: String) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url, headers: [("Authorization", secret)], body: Array(secret.utf8),
            totalTimeout: 0.1,
            maxResponseBytes: 10)
    }
}
