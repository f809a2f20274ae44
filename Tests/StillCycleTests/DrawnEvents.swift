import SluiceKit
import SluiceMarket
import SluiceTestKit

/// A calendar of events, as CSV or YAML.
enum DrawnEvents {
    /// The file's text, of the form that its name ends with; some events are of an instrument that is not traded.
    static func text(_ file: String, of symbols: [String], _ draw: inout Draw) -> String {
        let events = (0..<draw.number(1...30)).map { _ in
            let time = (ManualClock.start + .minutes(10 * draw.number(0...2_000))).iso8601
            // A date is the whole day.
            let moment = draw.chance(0.05) ? String(time.prefix(10)) : time
            let kind = draw.one(of: ["earnings", "news", "central_bank"])
            return (time: moment, instrument: draw.one(of: symbols + ["*", "ZZZ"]), kind: kind)
        }
        if file.hasSuffix(".csv") {
            return (["time,instrument,kind"] + events.map { "\($0.time),\($0.instrument),\($0.kind)" })
                .joined(separator: "\n")
        }
        return events.map {
            "- { time: \($0.time), instrument: \"\($0.instrument)\", kind: \($0.kind) }"
        }.joined(separator: "\n")
    }
}
