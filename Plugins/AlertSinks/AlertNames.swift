import SluiceKit
import SluiceMarket

/// What a template of an alert may name.
struct AlertNames: TemplateNames {
    static let names = [
        "event.name", "event.severity", "event.time", "event.pipeline", "event.stage", "event.instrument",
        "event.message", "event.number",
    ]

    let alert: Alert

    func value(of name: String) -> String? {
        switch name {
        case "event.name": alert.event.rawValue
        case "event.severity": alert.severity.rawValue
        case "event.time": alert.time.iso8601
        case "event.pipeline": alert.pipeline
        case "event.stage": alert.stage
        case "event.instrument": alert.instrument
        case "event.message": alert.message
        case "event.number": String(alert.number)
        default: nil
        }
    }
}
