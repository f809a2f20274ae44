import SluiceKit
import SluiceMarket
import Synchronization

/// Posts each alert as a JSON object to an address, and tries again while that may help.
///
/// The object has `event`, `severity`, `time`, `pipeline`, `stage`, `instrument`, `message`, `number` and, for chat
/// services, `text`. Tried again are broken connections and the answers 408, 425, 429 and 500 to 599, with full
/// jitter and no sooner than `Retry-After` asks; any other answer but 200 to 299 is final, and 410 ends all posting
/// for the run. `Idempotency-Key` and `webhook-id` are the same for every try of an alert.
final class WebhookAlertSink: AlertSink {
    static let manifest = Manifest(
        "webhook",
        "Posts each alert as a JSON object to an address, with retries.",
        source: "RFC 9110, 10.2.3 (Retry-After); full jitter: Brooker (2015)."
    )

    private let address: String
    private let headers: [(name: String, value: String)]
    private let settings: Settings
    private let policy: RetryPolicy
    private let transport: any Transport
    private let clock: any StageClock
    private let dice: Mutex<Dice>
    private let isGone = Mutex(false)

    init(settings: Settings, context: StageContext) throws {
        address = try settings.url.reveal(from: context.secrets)
        let authorization = try settings.authorization?.reveal(from: context.secrets)
        headers =
            [("Content-Type", "application/json")] + (authorization.map { [("Authorization", $0)] } ?? [])
        (self.settings, policy) = (settings, settings.retry.policy)
        (transport, clock) = (context.transport, context.clock)
        dice = Mutex(context.dice)
    }

    func deliver(_ alert: Alert) async throws {
        guard alert.severity.isAtLeast(settings.minSeverity) else { return }
        guard !isGone.withLock(\.self) else { throw DeliveryError("the address is gone (410)", attempts: 0) }
        let request = request(for: alert)
        let start = clock.now
        var attempt = 1
        while true {
            guard let failure = await failure(of: request) else { return }
            guard failure.mayPass else { throw DeliveryError(failure.cause, attempts: attempt) }
            let elapsed = clock.now.since(start)
            let delay = dice.withLock { dice in
                policy.delay(
                    attempt: attempt, elapsed: elapsed, retryAfter: failure.retryAfter, using: &dice)
            }
            guard let delay else { throw DeliveryError(failure.cause, attempts: attempt) }
            try await clock.sleep(for: delay)
            attempt += 1
        }
    }

    private func request(for alert: Alert) -> TransportRequest {
        let key = alert.deliveryKey
        return TransportRequest(
            "POST",
            address,
            headers: headers + [("Idempotency-Key", key), ("webhook-id", key)],
            body: Array(alert.json(text: settings.message?.filled(with: AlertNames(alert: alert))).utf8),
            connectTimeout: settings.connectTimeout,
            timeout: settings.timeout,
            caFile: settings.caFile?.resolved,
            allowPlainHTTP: settings.allowHttp
        )
    }

    private struct Failure {
        let cause: String
        let mayPass: Bool
        var retryAfter: Span?
    }

    /// Sends a request once; nil when it was taken.
    private func failure(of request: TransportRequest) async -> Failure? {
        do {
            let response = try await transport.send(request)
            guard !(200...299).contains(response.status) else { return nil }
            if response.status == 410 { isGone.withLock { $0 = true } }
            return Failure(
                cause: "the server answered \(response.status)",
                mayPass: RetryPolicy.isRetried(status: response.status),
                retryAfter: response.header("Retry-After").flatMap { RetryAfter.parse($0, now: clock.now) }
            )
        } catch {
            return Failure(cause: error.description, mayPass: error.isTransient)
        }
    }
}

/// An alert that was not delivered and will not be.
struct DeliveryError: Error, Hashable, CustomStringConvertible {
    /// What went wrong at the last try; no part of an address but host and port.
    let cause: String
    /// How often it was tried.
    let attempts: Int

    init(_ cause: String, attempts: Int) { (self.cause, self.attempts) = (cause, attempts) }

    var description: String { attempts > 1 ? "\(cause), after \(attempts) tries" : cause }
}
