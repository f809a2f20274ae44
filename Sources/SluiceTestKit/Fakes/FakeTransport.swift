public import SluiceKit
import Synchronization

/// A transport that answers from a script and keeps what it was asked.
public final class FakeTransport: Transport {
    /// One scripted answer.
    public enum Answer: Sendable {
        /// A whole answer of a server.
        case response(TransportResponse)
        /// No answer, for this cause.
        case failure(TransportError)

        /// An answer of a server with a status, perhaps header fields and a body of text.
        public static func status(
            _ status: Int, headers: [(name: String, value: String)] = [], body: String = ""
        ) -> Answer {
            .response(TransportResponse(status: status, headers: headers, body: Array(body.utf8)))
        }

        /// A connection that breaks, which another try may mend.
        public static let broken = Answer.failure(TransportError("connection reset", isTransient: true))
    }

    private let respond: @Sendable (TransportRequest, _ number: Int) async -> Answer
    private let kept = Mutex<[TransportRequest]>([])

    /// Answers with each of a script in turn; behind its end every request fails for good.
    public convenience init(_ script: Answer...) {
        self.init { _, number in
            let end = Answer.failure(
                TransportError("the script has \(script.count) answers", isTransient: false))
            return number <= script.count ? script[number - 1] : end
        }
    }

    /// Answers every request alike.
    public convenience init(always answer: Answer) { self.init { _, _ in answer } }

    /// Answers by a closure that gets the request and its number, from 1.
    public init(respond: @escaping @Sendable (TransportRequest, _ number: Int) async -> Answer) {
        self.respond = respond
    }

    /// Every request so far, in order.
    public var requests: [TransportRequest] { kept.withLock { $0 } }

    /// Keeps the request and gives the next answer of the script.
    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let number = kept.withLock { requests in
            requests.append(request)
            return requests.count
        }
        switch await respond(request, number) {
        case .response(let response): return response
        case .failure(let error): throw error
        }
    }
}

extension TransportRequest {
    /// The body as text.
    public var bodyText: String { String(decoding: body, as: UTF8.self) }

    /// The first header field of a name, whatever its case; nil when there is none.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
