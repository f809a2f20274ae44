import SluiceDocument
import SluiceKit
import SluiceMarket

/// A parameter of a file: `max_drawdown: { type: percent, default: 10%, max: 15% }`.
struct Parameter {
    let name: String
    let value: Node

    /// The types a parameter may have, by the word in the file.
    static let types: [String: any SettingValue.Type] = [
        "percent": Percent.self, "bps": BasisPoints.self, "duration": Span.self, "horizon": Horizon.self,
        "money": Money.self, "number": Double.self, "integer": Int.self, "text": String.self,
        "boolean": Bool.self,
    ]

    private static let keys = PipelineLanguage.parameter.names

    /// Reads a declaration and checks the value against its own type and bounds.
    init?(_ entry: Node.Entry, into issues: inout [Diagnostic]) {
        guard let entries = entry.value.entries else {
            issues.append(
                Diagnostic(
                    .badParameter,
                    "parameter '\(entry.key)' is declared as { type: ..., default: ... }, was \(entry.value.kindInWords)",
                    at: entry.value.span
                )
            )
            return nil
        }
        for key in entries where !Self.keys.contains(key.key) {
            issues.append(unknownKey(key, among: Self.keys))
        }
        let types = Self.types.keys.sorted()
        guard let word = entry.value["type"]?.text, let type = Self.types[word] else {
            issues.append(
                Diagnostic(
                    .badParameter,
                    "parameter '\(entry.key)' needs a type, one of \(types.joined(separator: ", "))",
                    at: entry.value["type"]?.span ?? entry.keySpan,
                    suggestion: entry.value["type"]?.text.flatMap { nearestName(to: $0, among: types) }
                )
            )
            return nil
        }
        guard let value = entry.value["default"] else {
            issues.append(
                Diagnostic(.badParameter, "parameter '\(entry.key)' has no default", at: entry.value.span)
            )
            return nil
        }
        (name, self.value) = (entry.key, value)
        Self.check(type, entry, value, into: &issues)
    }

    private static func check(
        _ type: any SettingValue.Type,
        _ entry: Node.Entry,
        _ value: Node,
        into issues: inout [Diagnostic]
    ) {
        func read<V: SettingValue>(_ type: V.Type, _ node: Node) -> V? {
            SettingReader.value(type, named: entry.key, from: node, into: &issues)
        }
        func check<V: SettingValue>(_ type: V.Type) {
            let current = read(type, value)
            for (key, isLower) in [("min", true), ("max", false)] {
                guard let node = entry.value[key], let bound = read(type, node), let current else { continue }
                guard let compared = compare(current, bound) else {
                    issues.append(
                        Diagnostic(
                            .badParameter, "a \(entry.value["type"]?.text ?? "") takes no '\(key)'",
                            at: node.span)
                    )
                    continue
                }
                if isLower ? compared < 0 : compared > 0 {
                    let text = current.text ?? ""
                    issues.append(
                        Diagnostic(
                            .outOfBounds, "'\(entry.key)' is \(text), outside its \(key) \(bound.text ?? "")",
                            at: value.span, related: [.init("the bound stands here", at: node.span)]
                        )
                    )
                }
            }
        }
        check(type)
    }

    /// -1, 0 or 1; nil for values without an order.
    private static func compare(_ first: some SettingValue, _ second: some SettingValue) -> Int? {
        func compare<Q: SettingQuantity>(_ first: Q) -> Int? {
            (second as? Q).map { first < $0 ? -1 : first > $0 ? 1 : 0 }
        }
        return (first as? any SettingQuantity).flatMap { compare($0) }
    }
}
