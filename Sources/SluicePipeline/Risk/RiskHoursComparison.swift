import SluiceDocument
import SluiceKit
import SluiceMarket

/// Whether windows of the day from the environment let more through, at any second and for any name, than the file's.
struct RiskHoursComparison {
    let target: RiskDayTable.Target
    /// The usual value, or values by name, of the stage.
    let usual: Node
    /// Reads a value of the file, with references replaced.
    let read: (Node, String) -> String?

    private struct Window {
        let hours: ClockWindow
        let values: Node
    }

    /// What is looser, in words for a message; nil when nothing is.
    func looser(_ new: Node, than old: Node?, in oldClock: String) -> String? {
        let others = windows(old)
        guard others?.isEmpty == true || oldClock == "utc" else {
            return "in hours of UTC, where the file's are of the calendar"
        }
        guard let others, let own = windows(new) else { return "in hours that cannot be compared" }
        let names = Set(
            ([usual] + own.map(\.values) + others.map(\.values)).flatMap { node in
                (node.entries ?? []).map(\.key)
            }
        ).union(["default"])
        let seconds = Set((own + others).flatMap { [$0.hours.start, $0.hours.end % 86_400] }).union([0])
        for name in names.sorted() {
            for second in seconds.sorted() {
                guard let one = value(name, second, own), let other = value(name, second, others) else {
                    return "a value for '\(name)' that cannot be compared"
                }
                guard target.isCap ? one > other : one < other else { continue }
                let minutes = second / 60
                let clock = "\(minutes / 60 / 10)\(minutes / 60 % 10):\(minutes % 60 / 10)\(minutes % 10)"
                return "\(one) for '\(name)' at \(clock), looser than \(other)"
            }
        }
        return nil
    }

    /// The value that holds for a name at a second of the day; nil where it is no number.
    private func value(_ name: String, _ second: Int, _ windows: [Window]) -> Double? {
        guard let usual = read(usual, name).flatMap(RiskDirection.measure) else { return nil }
        guard let window = windows.first(where: { $0.hours.contains(secondOfDay: second) }) else {
            return usual
        }
        guard let own = read(window.values, name).flatMap(RiskDirection.measure) else { return nil }
        return target.isCap ? min(usual, own) : own
    }

    /// The windows of a stage; nil where one cannot be read.
    private func windows(_ node: Node?) -> [Window]? {
        guard let node else { return [] }
        guard let elements = node.elements else { return nil }
        let read = elements.compactMap { element -> Window? in
            guard let text = element["hours"]?.text, let hours = ClockWindow(parsing: text),
                let values = element[target.key]
            else { return nil }
            return Window(hours: hours, values: values)
        }
        return read.count == elements.count ? read : nil
    }
}
