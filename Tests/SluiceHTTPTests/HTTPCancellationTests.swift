import LoopbackServer
import SluiceHTTP
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPCancellationTests {
    @Test func `a cancelled task ends its request and leaves the others`() async throws {
        let client = HTTPClient()
        let server = try LoopbackServer { request, _ in
            LoopbackReply(fault: request.target == "/hung" ? .hung : nil)
        }
        let task = Task { await client.failure(of: HTTPRequest(url: server.url("/hung"), totalTimeout: 60)) }
        _ = await server.request(0)
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.isTransient == false)
        #expect(error?.mayHaveArrived == true)
        #expect(try await client.send(HTTPRequest(url: server.url("/well"))).status == 200)
    }

    @Test func `a task that is already cancelled sends nothing`() async throws {
        let client = HTTPClient()
        let server = try LoopbackServer([LoopbackReply()])
        let error = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.failure(of: HTTPRequest(url: server.url()))
        }.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveArrived == false)
        #expect(server.connectionCount == 0)
    }

    @Test func `shutting down ends what is in flight and refuses what comes after`() async throws {
        let client = HTTPClient()
        let server = try LoopbackServer([LoopbackReply(fault: .hung)])
        let tasks = (0..<3).map { _ in
            Task { await client.failure(of: HTTPRequest(url: server.url(), totalTimeout: 60)) }
        }
        _ = await server.request(2)
        client.shutdown()
        client.shutdown()
        for task in tasks { #expect(await task.value?.code == .cancelled) }
        #expect(await client.failure(of: HTTPRequest(url: server.url()))?.code == .cancelled)
        #expect(server.requests.count == 3)
    }

    @Test func `a client that never sent anything can be shut down`() async {
        let client = HTTPClient()
        client.shutdown()
        #expect(await client.failure(of: HTTPRequest(url: "https://venue.example/"))?.code == .cancelled)
    }

    @Test func `a client that is let go ends its thread`() async throws {
        let server = try LoopbackServer([LoopbackReply()])
        for _ in 0..<50 {
            #expect(try await HTTPClient().send(HTTPRequest(url: server.url())).status == 200)
        }
        #expect(server.connectionCount == 50)
    }
}
