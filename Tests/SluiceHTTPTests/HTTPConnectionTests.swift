import Glibc
import LoopbackServer
import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPConnectionTests {
    @Test func `requests one after the other share a connection`() async throws {
        let client = HTTPClient()
        let server = try LoopbackServer([LoopbackReply(text: "ok")])
        for number in 0..<20 {
            let response = try await client.send(
                HTTPRequest(method: "POST", url: server.url("/\(number)"), body: [1]))
            #expect(response.status == 200)
        }
        #expect(server.requests.count == 20)
        #expect(server.connectionCount == 1)
    }

    @Test func `fifty requests at once are all answered, each with its own answer`() async throws {
        let client = HTTPClient()
        let server = try LoopbackServer { request, _ in
            LoopbackReply(text: request.target, delayMilliseconds: 1)
        }
        let answers = try await withThrowingTaskGroup(of: (String, [UInt8]).self) { group in
            for number in 0..<50 {
                group.addTask {
                    (
                        "/\(number)", try await client.send(HTTPRequest(url: server.url("/\(number)"))).body
                    )
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == 50)
        #expect(answers.allSatisfy { Array($0.key.utf8) == $0.value })
        #expect(server.requests.count == 50)
        #expect((1...50).contains(server.connectionCount))
    }

    @Test func `a request beyond the most at a time is refused at once`() async throws {
        let client = HTTPClient(maxInFlight: 1)
        let server = try LoopbackServer([LoopbackReply(fault: .hung)])
        let first = Task {
            await client.failure(of: HTTPRequest(url: server.url("/first"), totalTimeout: 60))
        }
        _ = await server.request(0)
        let error = await client.failure(of: HTTPRequest(url: server.url("/second")))
        #expect(error?.code == .unavailable)
        #expect(error?.isTransient == true)
        #expect(error?.mayHaveArrived == false)
        #expect(server.requests.map(\.target) == ["/first"])
        first.cancel()
        #expect(await first.value?.code == .cancelled)
    }

    @Test(arguments: [[UInt8](), [1, 2, 3]])
    func `a post whose kept connection breaks is never sent twice`(body: [UInt8]) async throws {
        let client = HTTPClient()
        let server = try LoopbackServer { request, _ in
            LoopbackReply(fault: request.target == "/order" ? .closed : nil)
        }
        _ = try await client.send(HTTPRequest(url: server.url("/warm-up")))
        let error = await client.failure(
            of: HTTPRequest(method: "POST", url: server.url("/order"), body: body))
        #expect(error?.code == .interrupted)
        #expect(error?.mayHaveArrived == true)
        #expect(server.requests.map(\.target) == ["/warm-up", "/order"])
    }

    @Test func `the environment's proxy is not used`() async {
        await #expect(processExitsWith: .exitCode(9)) {
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            setenv("all_proxy", "http://127.0.0.1:1", 1)
            let server = try LoopbackServer([LoopbackReply(status: 209)])
            let response = try await HTTPClient().send(HTTPRequest(url: server.url()))
            exit(Int32(response.status - 200))
        }
    }

    @Test func `libcurl is loaded by the first request and not before`() async {
        await #expect(processExitsWith: .exitCode(9)) {
            let client = HTTPClient()
            defer { client.shutdown() }
            let isLoadedBefore = dlopen("libcurl.so.4", RTLD_NOLOAD | RTLD_LAZY) != nil
            let server = try LoopbackServer([LoopbackReply()])
            _ = try await client.send(HTTPRequest(url: server.url()))
            let isLoadedAfter = dlopen("libcurl.so.4", RTLD_NOLOAD | RTLD_LAZY) != nil
            exit(!isLoadedBefore && isLoadedAfter ? 9 : 1)
        }
    }
}
