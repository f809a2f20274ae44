public import SluiceDocument
public import SluiceMarket

/// A value for each horizon: `0.9`, or `{ 5m: 0.75, 15m: 0.9, default: 1 }`.
public struct HorizonMap<Value: SettingValue>: Sendable {
    /// The value of a horizon that has none of its own.
    public let fallback: Value
    /// The horizons that have a value of their own, in the file's order.
    public let own: [(horizon: Horizon, value: Value)]

    /// Creates a map.
    public init(_ fallback: Value, own: [(horizon: Horizon, value: Value)] = []) {
        (self.fallback, self.own) = (fallback, own)
    }

    /// The value of a horizon.
    public subscript(_ horizon: Horizon) -> Value { own.first { $0.horizon == horizon }?.value ?? fallback }
}

extension HorizonMap: SettingValue {
    public static var shape: SettingShape { .byHorizon(Value.shape) }
    public static var unread: HorizonMap { HorizonMap(.unread) }
    public var text: String? {
        guard !own.isEmpty else { return fallback.text }
        func entry(_ key: String, _ value: Value) -> String {
            "\(key): \(value.text.map { Value.shape.flowText($0) } ?? "null")"
        }
        let parts = own.map { entry($0.horizon.description, $0.value) } + [entry("default", fallback)]
        return "{ \(parts.joined(separator: ", ")) }"
    }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> HorizonMap? {
        guard let entries = node.entries else {
            return Value.read(node, into: &issues).map { HorizonMap($0) }
        }
        var fallback: Value?
        var own: [(horizon: Horizon, value: Value)] = []
        for entry in entries {
            guard let value = Value.read(entry.value, into: &issues) else { continue }
            if entry.key == "default" {
                fallback = value
            } else if let horizon = Horizon(parsing: entry.key) {
                own.append((horizon, value))
            } else {
                issues.report(
                    .wrongType, "'\(entry.key)' is no horizon such as 15m or 1d, and not 'default'",
                    at: Node(.null, at: entry.keySpan)
                )
            }
        }
        guard let fallback else {
            issues.report(.missingSetting, "'\(issues.key)' needs 'default' for the other horizons", at: node)
            return nil
        }
        return HorizonMap(fallback, own: own)
    }
}

extension HorizonMap: SettingBounded where Value: SettingBounded {
    public var bounded: [Value.Bound] { fallback.bounded + own.flatMap { $0.value.bounded } }
}
