public import SluiceDocument
public import SluiceMarket

/// A value for each horizon that is named, and none for others: `{ 5d: { target: ret_5d }, 20d: { target: ret_20d } }`.
public struct HorizonTable<Value: SettingValue>: Sendable {
    /// The horizons with their values, in the file's order, each horizon once.
    public let entries: [(horizon: Horizon, value: Value)]

    /// Creates a table.
    public init(_ entries: [(horizon: Horizon, value: Value)] = []) { self.entries = entries }

    /// The horizons, in the file's order.
    public var horizons: [Horizon] { entries.map(\.horizon) }

    /// The value of a horizon; nil when it is not named.
    public subscript(_ horizon: Horizon) -> Value? { entries.first { $0.horizon == horizon }?.value }
}

extension HorizonTable: SettingValue {
    public static var shape: SettingShape { .horizonTable(Value.shape) }
    public static var unread: HorizonTable { HorizonTable() }
    public var text: String? {
        let parts = entries.map {
            "\($0.horizon): \($0.value.text.map { Value.shape.flowText($0) } ?? "null")"
        }
        return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> HorizonTable? {
        guard let entries = node.entries else {
            issues.mismatch(node, wanted: "a mapping by horizon")
            return nil
        }
        var read: [(horizon: Horizon, value: Value)] = []
        for entry in entries {
            guard let horizon = Horizon(parsing: entry.key) else {
                issues.report(
                    .wrongType, "'\(entry.key)' is no horizon such as 15m or 1d",
                    at: Node(.null, at: entry.keySpan))
                continue
            }
            guard let value = Value.read(entry.value, into: &issues) else { continue }
            read.append((horizon, value))
        }
        return read.count == entries.count ? HorizonTable(read) : nil
    }
}

extension HorizonTable: SettingBounded where Value: SettingBounded {
    public var bounded: [Value.Bound] { entries.flatMap { $0.value.bounded } }
}
