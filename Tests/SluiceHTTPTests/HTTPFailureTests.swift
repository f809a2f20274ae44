import LoopbackServer
import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPFailureTests {
    let client = HTTPClient()

    @Test func `the total timeout ends a request that is never answered`() async throws {
        let server = try LoopbackServer([LoopbackReply(fault: .hung)])
        let error = try await failure(of: HTTPRequest(url: server.url(), totalTimeout: 0.05))
        #expect(error.code == .timeout)
        #expect(error.isTransient)
        #expect(error.mayHaveArrived)
        #expect(error.place == "http://127.0.0.1:\(server.port)")
    }

    @Test func `the total timeout ends an answer that stops half way`() async throws {
        let server = try LoopbackServer([
            LoopbackReply(body: [1, 2, 3, 4], fault: .stalled(afterBodyBytes: 2))
        ])
        let error = try await failure(of: HTTPRequest(url: server.url(), totalTimeout: 0.05))
        #expect(error.code == .timeout)
    }

    @Test func `the connect timeout covers a server that never finishes TLS`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        let error = try await failure(
            of: HTTPRequest(url: "https://127.0.0.1:\(server.port)/", connectTimeout: 0.05, totalTimeout: 60))
        #expect(error.code == .timeout)
        #expect(error.isTransient)
        #expect(!error.mayHaveArrived)
    }

    @Test func `a port where nobody listens cannot be connected to`() async throws {
        let server = try LoopbackServer([])
        server.stop()
        let error = try await failure(of: HTTPRequest(url: server.url(), totalTimeout: 60))
        #expect(error.code == .connect)
        #expect(error.isTransient)
        #expect(!error.mayHaveArrived)
    }

    @Test func `a name that no server knows is not resolved`() async throws {
        let error = try await failure(of: HTTPRequest(url: "https://nobody.invalid/", connectTimeout: 0.2))
        // Without any name server the question itself times out.
        #expect([.resolve, .timeout].contains(error.code))
        #expect(error.isTransient)
        #expect(!error.mayHaveArrived)
    }

    @Test(arguments: [LoopbackReply.Fault.closed, .cutOff(afterBodyBytes: 3)])
    func `a connection that ends early is interrupted`(fault: LoopbackReply.Fault) async throws {
        let server = try LoopbackServer([LoopbackReply(body: [1, 2, 3, 4, 5], fault: fault)])
        let error = try await failure(of: HTTPRequest(url: server.url()))
        #expect(error.code == .interrupted)
        #expect(error.isTransient)
        #expect(error.mayHaveArrived)
    }

    @Test(arguments: ["SSH-2.0-server\r\n", "HTTP/1.1 banana\r\n\r\n", "\r\n\r\n"])
    func `an answer that is not HTTP is refused`(text: String) async throws {
        let server = try LoopbackServer([LoopbackReply(fault: .raw(Array(text.utf8)))])
        let error = try await failure(of: HTTPRequest(url: server.url()))
        #expect(error.code == .protocol)
        #expect(!error.isTransient)
    }

    @Test(arguments: [true, false])
    func `a body over the limit is too large, announced or not`(isAnnounced: Bool) async throws {
        let body = [UInt8](repeating: 7, count: 1_000)
        let server = try LoopbackServer { _, _ in
            isAnnounced
                ? LoopbackReply(body: body)
                : LoopbackReply(fault: .raw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + body))
        }
        let error = try await failure(of: HTTPRequest(url: server.url(), maxResponseBytes: 999))
        #expect(error.code == .tooLarge)
        #expect(!error.isTransient)
        let whole = try await client.send(HTTPRequest(url: server.url(), maxResponseBytes: 1_000))
        #expect(whole.body == body)
    }

    @Test(arguments: [1, 2_000])
    func `a header over its limit is too large`(count: Int) async throws {
        let value = String(repeating: "v", count: 70_000 / count)
        let headers = (0..<count).map { (name: "X-Long-\($0)", value: value) }
        let server = try LoopbackServer([LoopbackReply(headers: headers)])
        let error = try await failure(of: HTTPRequest(url: server.url()))
        #expect(error.code == .tooLarge)
        #expect(error.message.contains("header"))
    }

    private func failure(of request: HTTPRequest) async throws -> HTTPError {
        try #require(await client.failure(of: request))
    }
}

extension HTTPClient {
    /// The error that a request ends with, nil when it is answered.
    func failure(of request: HTTPRequest) async -> HTTPError? {
        do {
            _ = try await send(request)
            return nil
        } catch {
            return error
        }
    }
}
