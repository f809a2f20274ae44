import SluiceKit
import SluiceMarket

/// Blocks decisions round events of a calendar file: earnings, news, central banks, dividends.
///
/// The file is CSV with the columns time, instrument and kind, or YAML that is a list of mappings with these keys. The
/// instrument `*` means all. The time is a moment with its zone, or a date, which means that whole day by the market's
/// clocks. A blackout goes from `before` an event to `after` it, both ends included, each by kind. A file that is
/// missing or cannot be read to its end stops the build: a gate that does not know the events lets nothing by.
final class EventsGate: Gate {
    static let blackout = Reason("event_blackout", unit: .milliseconds)

    static let manifest = Manifest(
        "events",
        "Blocks decisions round events of a calendar file.",
        reasons: [blackout]
    )

    struct Settings: PluginSettings {
        @Setting(help: "The calendar: CSV with time, instrument and kind, or YAML with a list of the same.")
        var path: PipelinePath
        @Setting(in: .zero ... .days(30), help: "How long before an event nothing trades, by kind.")
        var before = NameMap(Span.minutes(15), own: [("news", .minutes(10))])
        @Setting(in: .zero ... .days(30), help: "How long after an event nothing trades, by kind.")
        var after = NameMap(Span.minutes(15), own: [("news", .minutes(10))])
        @Setting(help: "The kinds that count; all of them if none.")
        var kinds: [String] = []
    }

    private let calendar: EventCalendar
    /// The number of the event that blocks each instrument; -1 without one.
    private var active: [Int]

    init(settings: Settings, context: StageContext) throws {
        let (path, text) = try WholeFile.text(at: settings.path, context.files)
        calendar = try EventCalendar(
            EventTextReader(path: path).read(text), path: path, axes: context.axes, before: settings.before,
            after: settings.after, kinds: settings.kinds)
        active = Array(repeating: -1, count: context.axes.instruments.count)
    }

    var remarks: [String] { ["\(calendar.count) events in the calendar"] }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count { active[index] = -1 }
        for number in calendar.candidates(at: cycle.now) where calendar[number].until >= cycle.now {
            let instrument = calendar[number].instrument
            if instrument >= 0 {
                active[instrument] = number
            } else {
                for index in 0..<decisions.count where active[index] < 0 { active[index] = number }
            }
        }
        for index in 0..<decisions.count where decisions.isOpen(index) && active[index] >= 0 {
            let event = calendar[active[index]]
            let distance = cycle.now.since(event.time)
            let limit = distance < .zero ? event.time.since(event.from) : event.until.since(event.time)
            decisions.block(
                index, Self.blackout, observed: Double(distance.nanoseconds) / 1e6,
                limit: Double(limit.nanoseconds) / 1e6)
        }
    }
}
