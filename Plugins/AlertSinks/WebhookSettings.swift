import SluiceKit
import SluiceMarket

extension WebhookAlertSink {
    struct Settings: PluginSettings {
        @Setting(help: "Address that alerts are posted to; it is never printed.")
        var url: Secret
        @Setting(help: "Value of the Authorization header, such as a bearer token; none unless set.")
        var authorization: Secret?
        @Setting(help: "Text of the field 'text', which chat services show.")
        var message: Template<AlertNames>? = Template(
            "${event.severity} ${event.name} in ${event.pipeline}: ${event.message}")
        @Setting(help: "Least grave alert that is posted.")
        var minSeverity = Alert.Severity.info
        @Setting(in: .milliseconds(10) ... .minutes(2), help: "Longest time for the connection to be made.")
        var connectTimeout: Span = .seconds(3)
        @Setting(in: .milliseconds(10) ... .minutes(10), help: "Longest time for one try as a whole.")
        var timeout: Span = .seconds(10)
        @Setting(help: "Whether an address without TLS may lie beyond this machine.")
        var allowHttp = false
        @Setting(help: "File of certificates that are trusted instead of the system's.")
        var caFile: PipelinePath?
        @Setting(help: "When a failed delivery is tried again.")
        var retry = RetrySettings()
    }
}
