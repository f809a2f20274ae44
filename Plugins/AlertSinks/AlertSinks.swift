package import SluiceKit

/// The alert sinks that ship with the program.
package enum AlertSinks {
    /// Every alert sink, in the order of their names.
    package static let all: [any Stage.Type] = [LogAlertSink.self, WebhookAlertSink.self]
}
