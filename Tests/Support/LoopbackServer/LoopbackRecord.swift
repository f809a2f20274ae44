import Glibc
import Synchronization

/// What the threads of a loopback server share.
final class LoopbackRecord: Sendable {
    private struct State {
        var requests: [RecordedRequest] = []
        var open: Set<Int32> = []
        var connectionCount = 0
        var isStopped = false
        var waiting: [(number: Int, continuation: CheckedContinuation<RecordedRequest?, Never>)] = []

        /// Answers those who wait for a request that has come, or for one that never will.
        mutating func wakeServed() {
            for (number, continuation) in waiting where isStopped || number < requests.count {
                continuation.resume(returning: number < requests.count ? requests[number] : nil)
            }
            waiting.removeAll { isStopped || $0.number < requests.count }
        }
    }

    private let state = Mutex(State())
    private let listener: Socket
    private let answer: @Sendable (RecordedRequest, Int) -> LoopbackReply

    init(listener: Socket, answer: @escaping @Sendable (RecordedRequest, Int) -> LoopbackReply) {
        self.listener = listener
        self.answer = answer
    }

    var requests: [RecordedRequest] { state.withLock(\.requests) }
    var connectionCount: Int { state.withLock(\.connectionCount) }

    /// The listener's thread.
    func acceptAll() {
        while let socket = listener.accept() {
            let number = state.withLock { state -> Int? in
                guard !state.isStopped else { return nil }
                state.open.insert(socket.descriptor)
                state.connectionCount += 1
                return state.connectionCount - 1
            }
            guard let number, spawn({ self.serve(socket, number) }) else {
                socket.close()
                continue
            }
        }
        listener.close()
    }

    /// A connection's thread.
    private func serve(_ socket: Socket, _ connection: Int) {
        var reader = RequestReader(socket: socket, connection: connection)
        while let request = reader.next() {
            let number = state.withLock { state in
                state.requests.append(request)
                state.wakeServed()
                return state.requests.count - 1
            }
            guard send(answer(request, number), to: request, on: socket) else { break }
        }
        // Forgotten before it is closed: the system gives the same number to the next connection.
        state.withLock { _ = $0.open.remove(socket.descriptor) }
        socket.close()
    }

    /// Sends an answer; false when the connection ends with it.
    private func send(_ reply: LoopbackReply, to request: RecordedRequest, on socket: Socket) -> Bool {
        guard reply.delayMilliseconds == 0 || !socket.endsWithin(milliseconds: reply.delayMilliseconds) else {
            return false
        }
        let bytes = reply.bytes(isHead: request.method == "HEAD")
        switch reply.fault {
        case nil: return socket.write(bytes)
        case .closed: return false
        case .cutOff(let count):
            _ = socket.write(Array(bytes.dropLast(max(0, reply.body.count - count))))
            return false
        case .stalled(let count):
            _ = socket.write(Array(bytes.dropLast(max(0, reply.body.count - count))))
            _ = socket.endsWithin(milliseconds: -1)
            return false
        case .hung:
            _ = socket.endsWithin(milliseconds: -1)
            return false
        case .raw(let raw):
            _ = socket.write(raw)
            return false
        }
    }

    func request(_ number: Int) async -> RecordedRequest? {
        await withCheckedContinuation { continuation in
            let answer: RecordedRequest?? = state.withLock { state in
                if number < state.requests.count { return state.requests[number] }
                guard !state.isStopped else { return .some(nil) }
                state.waiting.append((number, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            listener.shutdown()
            for descriptor in state.open { Socket(descriptor: descriptor).shutdown() }
            state.wakeServed()
        }
    }
}
