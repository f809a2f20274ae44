import SluiceDocument
import SluiceKit
import SluiceMarket

/// The day and night tables of older systems: a value for some names by day and by night, and the hours of the day.
///
/// `RISK_DAYTIME_START_UTC` and `RISK_DAYTIME_END_UTC` say the hours, a variable for the day and one for the night the
/// values. Together they take the place of a stage's `windows`; a name that a table does not have keeps its usual value.
struct RiskDayTable {
    /// What a variable says of a day.
    enum Part: Sendable {
        /// When the day begins, or ends.
        case start, end
        /// The values by day, or by night, of a plugin's setting.
        case day(String)
        case night(String)
    }

    /// A variable of the environment that was read.
    struct Entry {
        let name: String
        let part: Part
        let pairs: [(name: String?, value: String)]
        let span: SourceSpan
    }

    /// A plugin's setting that has windows, and whether a window can only lower it.
    struct Target {
        let plugin: String
        let key: String
        /// Whether the lower of the usual value and the window's holds, and a larger one lets more through.
        let isCap: Bool
    }

    /// What tables stand for.
    static let targets = [
        Target(plugin: "risk.leverage", key: "max_leverage", isCap: true),
        Target(plugin: "risk.liquidation_buffer", key: "maintenance", isCap: false),
    ]

    private let entries: [Entry]
    private let hours: (day: String, night: String)?

    /// Brings the variables together; complaints are about what is missing.
    init(_ entries: [Entry], into issues: inout [Diagnostic]) {
        self.entries = entries
        func hour(_ isIt: (Part) -> Bool) -> (text: String, entry: Entry)? {
            entries.first { isIt($0.part) }.map { ($0.pairs.first?.value ?? "", $0) }
        }
        let start = hour { if case .start = $0 { true } else { false } }
        let end = hour { if case .end = $0 { true } else { false } }
        guard let start, let end else {
            for entry in entries {
                issues.append(
                    Diagnostic(
                        .badRiskVariable,
                        "\(entry.name) needs RISK_DAYTIME_START_UTC and RISK_DAYTIME_END_UTC as well",
                        at: entry.span))
            }
            hours = nil
            return
        }
        guard start.text != end.text else {
            issues.append(
                Diagnostic(
                    .badRiskVariable, "\(end.entry.name) is when the day begins, and it would have no hours",
                    at: end.entry.span))
            hours = nil
            return
        }
        hours = ("\(start.text)-\(end.text)", "\(end.text)-\(start.text)")
        if entries.count == 2 {
            issues.append(
                Diagnostic(
                    .warning, .unusedRiskVariable,
                    "\(start.entry.name) is read, and no table of a day uses it",
                    at: start.entry.span))
        }
    }

    /// The entries of a target's tables, the day's first.
    func tables(of target: Target) -> [(hours: String, entry: Entry)] {
        guard let hours else { return [] }
        let path = "\(target.plugin).\(target.key)"
        var found: [(hours: String, entry: Entry)] = []
        for entry in entries {
            if case .day(path) = entry.part { found.insert((hours.day, entry), at: 0) }
            if case .night(path) = entry.part { found.append((hours.night, entry)) }
        }
        return found
    }

    /// The windows of a stage: for each table its hours, with the usual values where it has none.
    static func windows(
        _ tables: [(hours: String, entry: Entry)], over usual: Node, key: String
    ) -> Node? {
        guard let first = tables.first else { return nil }
        let windows = tables.map { hours, entry in
            var values = usual.at(entry.span)
            if values.entries == nil {
                values = Node(
                    .mapping([Node.Entry(key: "default", keySpan: entry.span, value: values)]), at: entry.span
                )
            }
            for (name, value) in entry.pairs {
                values = values.setting(
                    name ?? "default", to: Node(.scalar(value, quoted: false), at: entry.span))
            }
            return Node(
                .mapping([
                    Node.Entry(
                        key: "hours", keySpan: entry.span,
                        value: Node(.scalar(hours, quoted: true), at: entry.span)),
                    Node.Entry(key: key, keySpan: entry.span, value: values),
                ]), at: entry.span)
        }
        return Node(.sequence(windows), at: first.entry.span)
    }
}

extension Node {
    /// The same value as if all of it had been written at a place.
    fileprivate func at(_ span: SourceSpan) -> Node {
        guard let entries else { return Node(content, at: span) }
        return Node(
            .mapping(
                entries.map {
                    Node.Entry(key: $0.key, keySpan: span, value: Node($0.value.content, at: span))
                }),
            at: span)
    }
}
