import SluiceDocument
import SluiceKit
import SluiceMarket

extension Alert {
    /// The alert as a JSON object, with a text for people where there is one.
    func json(text: String?) -> String {
        var members: [JSONValue.Member] = [
            .init("event", .string(event.rawValue)),
            .init("severity", .string(severity.rawValue)),
            .init("time", .string(time.iso8601)),
            .init("pipeline", .string(pipeline)),
            .init("stage", JSONValue(stage)),
            .init("instrument", JSONValue(instrument)),
            .init("message", .string(message)),
            .init("number", .int(number)),
        ]
        if let text { members.append(.init("text", .string(text))) }
        return JSONValue.object(members).description
    }

    /// The same for every try of this alert, and another for any other alert.
    var deliveryKey: String {
        var digest = Digest()
        digest.add(pipeline)
        digest.add(UInt64(bitPattern: time.nanoseconds))
        digest.add(event.rawValue)
        return "\(number)-\(String(digest.value, radix: 16))"
    }
}
