import LoopbackServer

/// What the receiver was told on its command line.
struct ReceiverOptions: Sendable {
    var port = 0
    /// The status of the first `count` answers; later ones are `thenStatus`.
    var status = 200
    var count = Int.max
    var thenStatus = 200
    /// A `Retry-After` to send with the first `count` answers, as it stands.
    var retryAfter: String?
    var delayMilliseconds = 0
    /// Whether the first `count` requests are never answered.
    var isHung = false

    static let usage = """
        usage: webhook-receiver [--port N] [--status N] [--count N] [--then-status N] [--retry-after TEXT]
                                [--delay-ms N] [--hang]

        Listens on 127.0.0.1, prints its port on one line and then every request as one line of JSON.
        The first --count requests (all, if not given) get --status, --retry-after or no answer (--hang),
        later ones --then-status. --port 0 takes a free port.

        """

    struct Problem: Error {
        let message: String
    }

    init(_ arguments: [String]) throws(Problem) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            switch option {
            case "--port": port = try Self.number(of: option, &rest)
            case "--status": status = try Self.number(of: option, &rest)
            case "--count": count = try Self.number(of: option, &rest)
            case "--then-status": thenStatus = try Self.number(of: option, &rest)
            case "--retry-after": retryAfter = try Self.value(of: option, &rest)
            case "--delay-ms": delayMilliseconds = try Self.number(of: option, &rest)
            case "--hang": isHung = true
            default: throw Problem(message: "unknown option \(option)")
            }
        }
    }

    /// The answer to the request of this number, counted from 0.
    func reply(to number: Int) -> LoopbackReply {
        guard number < count else {
            return LoopbackReply(status: thenStatus, delayMilliseconds: delayMilliseconds)
        }
        return LoopbackReply(
            status: status, headers: retryAfter.map { [("Retry-After", $0)] } ?? [],
            delayMilliseconds: delayMilliseconds, fault: isHung ? .hung : nil)
    }

    private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(Problem) -> String {
        guard let value = rest.popFirst() else { throw Problem(message: "\(option) needs a value") }
        return value
    }

    private static func number(of option: String, _ rest: inout ArraySlice<String>) throws(Problem) -> Int {
        let text = try value(of: option, &rest)
        guard let number = Int(text), number >= 0 else {
            throw Problem(message: "\(option) needs a number, not '\(text)'")
        }
        return number
    }
}
