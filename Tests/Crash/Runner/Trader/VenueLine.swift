import Dispatch
import Foundation
import SluiceKit
import SluiceMarket
import Synchronization

/// Calls the venue from a thread that waits for the answer.
struct VenueLine: Sendable {
    /// What came of a call.
    enum Answer {
        case answered(status: Int, body: [UInt8])
        /// Nobody knows whether the venue has heard it.
        case unclear(String)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let transport: any Transport

    init(_ transport: any Transport) { self.transport = transport }

    /// Calls, and waits no longer than the timeout and a little more.
    func call(
        _ method: String, _ path: String, body: [UInt8] = [], timeout: Span = .seconds(10)
    ) -> Answer {
        let request = TransportRequest(
            method, VenueTransport.address + path, body: body, connectTimeout: timeout, timeout: timeout,
            maxResponseBytes: 1 << 26)
        let box = AnswerBox()
        let (transport, isDone) = (transport, DispatchSemaphore(value: 0))
        Task.detached {
            do throws(TransportError) {
                let response = try await transport.send(request)
                box.put(.answered(status: response.status, body: response.body))
            } catch { box.put(.unclear("\(error)")) }
            isDone.signal()
        }
        let milliseconds = Int(timeout.nanoseconds / 1_000_000) + 1_000
        guard isDone.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else {
            return .unclear("no answer in time")
        }
        return box.take()
    }

    /// Asks for something.
    /// - Returns: nil where the venue says that there is no such thing.
    /// - Throws: Where there was no answer, or none that can be read.
    func ask<Message: Decodable>(
        _ path: String, for type: Message.Type, method: String = "GET"
    ) throws -> Message? {
        switch call(method, path) {
        case .answered(200, let body): return try JSONDecoder().decode(type, from: Data(body))
        case .answered(404, _): return nil
        case .answered(let status, let body):
            throw Failure(description: "status \(status): \(String(decoding: body, as: UTF8.self))")
        case .unclear(let why): throw Failure(description: why)
        }
    }
}

private final class AnswerBox: Sendable {
    private let answer = Mutex<VenueLine.Answer>(.unclear("no answer"))
    func put(_ value: VenueLine.Answer) { answer.withLock { $0 = value } }
    func take() -> VenueLine.Answer { answer.withLock { $0 } }
}
