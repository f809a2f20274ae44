import Synchronization

/// A request on its way to the client's thread, and the one who waits for its answer.
struct TransferJob: Sendable {
    let request: HTTPRequest
    let target: RequestURL
    let ticket: TransferTicket
    let continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>

    func fail(
        _ code: HTTPError.Code, _ message: String, isTransient: Bool = false, mayHaveArrived: Bool = false
    ) {
        let error = HTTPError(
            code, message, at: target.origin, isTransient: isTransient, mayHaveArrived: mayHaveArrived)
        continuation.resume(returning: .failure(error))
    }
}

/// What cancels one request; it exists before the request is handed over and may be cancelled before that.
final class TransferTicket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
