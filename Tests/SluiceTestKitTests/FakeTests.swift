import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct FakeTests {
    @Test func `a clock moves when told, and when someone sleeps`() async throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(5))
        try await clock.sleep(for: .seconds(2))
        #expect(clock.now.since(ManualClock.start) == .seconds(7))
        #expect(clock.sleeps == [.seconds(2)])
    }

    @Test func `a waiting sleeper wakes at its time and not before`() async throws {
        let clock = ManualClock(sleeping: .waits)
        async let woken: Void = clock.sleep(for: .seconds(10))
        while clock.sleepers == 0 { await Task.yield() }
        clock.advance(by: .seconds(9))
        #expect(clock.sleepers == 1)
        clock.advance(by: .seconds(1))
        try await woken
        #expect(clock.sleepers == 0)
    }

    @Test func `a cancelled sleeper throws`() async throws {
        let clock = ManualClock(sleeping: .waits)
        let task = Task { try await clock.sleep(for: .seconds(10)) }
        while clock.sleepers == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a transport answers from its script and keeps the requests`() async throws {
        let transport = FakeTransport(.broken, .status(429, headers: [("Retry-After", "2")], body: "later"))
        let request = TransportRequest("POST", "http://a", headers: [("X-Id", "7")], body: Array("hi".utf8))
        await #expect(throws: TransportError("connection reset", isTransient: true)) {
            try await transport.send(request)
        }
        let response = try await transport.send(request)
        #expect(response.status == 429)
        #expect(response.header("retry-after") == "2")
        await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(transport.requests.map(\.bodyText) == ["hi", "hi", "hi"])
        #expect(transport.requests.first?.header("x-id") == "7")
    }

    @Test(arguments: [
        ("a.csv", ["a.csv"]), ("d", ["d/b.csv", "d/c.txt"]), ("d/*.csv", ["d/b.csv"]),
        ("d/?.txt", ["d/c.txt"]),
        ("*.csv", ["a.csv"]), ("./d/../a.csv", ["a.csv"]), (".", ["a.csv", "d/b.csv", "d/c.txt"]),
    ])
    func `files are found by name, folder and pattern`(path: String, found: [String]) throws {
        let files: MemoryFiles = ["a.csv": "1", "d/b.csv": "2", "d/c.txt": "3", "d/.hidden": "4"]
        #expect(try files.files(at: PipelinePath(path)) == found)
    }

    @Test func `a file is read to its end, and a missing one is an error`() throws {
        let files: MemoryFiles = ["a.csv": "hello"]
        let stream = try files.open("a.csv")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 3, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try stream.read(into: buffer) == 3)
        #expect(try stream.read(into: buffer) == 2)
        #expect(buffer.first == UInt8(ascii: "l"))
        #expect(try stream.read(into: buffer) == 0)
        #expect(throws: FileError(.missing, "b", "does not exist")) { try files.open("b") }
        #expect(throws: FileError(.missing, "x*", "does not exist")) {
            try files.files(at: PipelinePath("x*"))
        }
        #expect(throws: FileError(.outside, "../a", "lies outside the project")) {
            try files.files(at: PipelinePath("../a"))
        }
    }

    @Test func `secrets have the values given, and no others`() throws {
        let secrets: FixedSecrets = ["hook": "http://a/token"]
        #expect(try Secret(named: "hook").reveal(from: secrets) == "http://a/token")
        #expect(throws: SecretMissing.self) { try Secret(named: "other").reveal(from: secrets) }
    }

    @Test func `logs and reports are kept in order`() {
        let log = LogRecord()
        let record = DiagnosticRecord()
        let context = StageContext.test(log: log, report: record.add)
        context.log.write("one")
        context.log.write("two")
        context.report(Diagnostic(.wrongType, "bad", at: nil))
        #expect(log.lines == ["one", "two"])
        #expect(record.diagnostics.map(\.message) == ["bad"])
    }
}
