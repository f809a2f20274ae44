import CCurl

/// The client's thread: it owns libcurl's multi handle and every transfer in flight.
struct TransferLoop: ~Copyable {
    private let mailbox: TransferMailbox
    private let settings: HTTPClient.Settings
    private let multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

    /// An idle thread looks round once a minute; whatever happens wakes it at once.
    private static let longestPollMilliseconds: Int32 = 60_000

    /// Runs until the mailbox is stopped: the thread's whole life.
    static func run(_ mailbox: TransferMailbox, _ settings: HTTPClient.Settings) {
        if let problem = ccurl_load() {
            return mailbox.close(.unavailable, String(cString: problem))
        }
        guard let multi = ccurl_multi_init() else {
            return mailbox.close(.unavailable, "libcurl gave no multi handle")
        }
        var loop = TransferLoop(mailbox: mailbox, settings: settings, multi: multi)
        mailbox.open(multi)
        loop.run()
    }

    private init(mailbox: TransferMailbox, settings: HTTPClient.Settings, multi: UnsafeMutableRawPointer) {
        self.mailbox = mailbox
        self.settings = settings
        self.multi = multi
        // libcurl could also make requests wait for a free connection, but not end them there at their timeout.
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.maxIdleConnections)
    }

    private mutating func run() {
        var code = HTTPError.Code.cancelled
        var message = "the HTTP client was shut down"
        while true {
            let contents = mailbox.take()
            for job in contents.jobs { start(job) }
            if !contents.cancelled.isEmpty { end(.cancelled, "cancelled") { $0.job.ticket.isCancelled } }
            guard !contents.isStopping else { break }
            var running: Int32 = 0
            let performed = ccurl_multi_perform(multi, &running)
            finishEnded()
            let polled = ccurl_multi_poll(multi, Self.longestPollMilliseconds)
            guard performed == CURLM_OK, polled == CURLM_OK else {
                (code, message) = (.unavailable, "libcurl's multi handle failed")
                break
            }
        }
        mailbox.close(code, message)
        end(code, message) { _ in true }
        ccurl_multi_cleanup(multi)
    }

    private mutating func start(_ job: TransferJob) {
        guard !job.ticket.isCancelled else { return job.fail(.cancelled, "cancelled") }
        guard transfers.count < settings.maxInFlight else {
            return job.fail(
                .unavailable, "\(settings.maxInFlight) requests are already under way", isTransient: true)
        }
        let transfer = Transfer(job, caFile: settings.caFile, userAgent: settings.userAgent)
        guard let transfer, ccurl_multi_add(multi, transfer.easy) == CURLM_OK else {
            return job.fail(.unavailable, "libcurl could not take the request")
        }
        transfers[transfer.easy] = transfer
    }

    private mutating func finishEnded() {
        var result = CURLE_OK
        while let easy = ccurl_multi_next_ended(multi, &result) {
            guard let transfer = transfers.removeValue(forKey: easy) else { continue }
            let outcome = transfer.outcome(result)
            ccurl_multi_remove(multi, easy)
            transfer.job.continuation.resume(returning: outcome)
        }
    }

    private mutating func end(
        _ code: HTTPError.Code, _ message: String, where isMeant: (Transfer) -> Bool
    ) {
        for (easy, transfer) in transfers where isMeant(transfer) {
            transfers[easy] = nil
            transfer.job.fail(code, message, mayHaveArrived: transfer.hasLeft)
            ccurl_multi_remove(multi, easy)
        }
    }
}
