import Glibc

/// Starts the thread of a client.
enum TransferThread {
    private final class Life: Sendable {
        let mailbox: TransferMailbox
        let settings: HTTPClient.Settings

        init(_ mailbox: TransferMailbox, _ settings: HTTPClient.Settings) {
            (self.mailbox, self.settings) = (mailbox, settings)
        }
    }

    /// Starts it with every signal blocked, so that the program's own threads get them; nil when there is none.
    static func start(_ mailbox: TransferMailbox, _ settings: HTTPClient.Settings) -> pthread_t? {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

        let life = Unmanaged.passRetained(Life(mailbox, settings))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let life = Unmanaged<Life>.fromOpaque(context).takeRetainedValue()
                TransferLoop.run(life.mailbox, life.settings)
                return nil
            }, life.toOpaque())
        guard status == 0 else {
            life.release()
            return nil
        }
        return thread
    }
}
