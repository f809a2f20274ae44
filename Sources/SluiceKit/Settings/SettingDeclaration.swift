/// What a plugin said about one of its settings.
public struct SettingDeclaration: Hashable, Sendable {
    /// The key in the pipeline file, in snake case.
    public internal(set) var key = ""
    /// The type of the value.
    public let shape: SettingShape
    /// The default as the file would write it; nil for a required or an optional setting.
    public let defaultText: String?
    /// Whether the file must set it.
    public let isRequired: Bool
    /// The smallest and the largest value allowed, both included; nil where there are none.
    public let bounds: SettingBounds?
    /// What the setting does, in one sentence.
    public let help: String
    /// What to use instead, when the setting should no longer be used.
    public let deprecated: String?

    init<Value: SettingValue>(
        _: Value.Type,
        default value: Value?,
        bounds: SettingBounds? = nil,
        help: String,
        deprecated: String? = nil
    ) {
        self.shape = Value.shape
        self.defaultText = value?.text
        self.isRequired = value == nil && !Value.mayBeAbsent
        self.bounds = bounds
        self.help = help
        self.deprecated = deprecated
    }
}

/// The smallest and the largest value allowed, both included.
public struct SettingBounds: Hashable, Sendable {
    /// The smallest value, as the file would write it.
    public let lower: String
    /// The largest value, as the file would write it.
    public let upper: String
    /// The smallest and largest value as plain numbers; nil for a value that carries a unit.
    public let numbers: ClosedRange<Double>?

    init<Bound: SettingQuantity>(_ range: ClosedRange<Bound>) {
        lower = range.lowerBound.text ?? ""
        upper = range.upperBound.text ?? ""
        numbers =
            switch (range.lowerBound.plainNumber, range.upperBound.plainNumber) {
            case (let low?, let high?): low...high
            default: nil
            }
    }
}

/// A value that can be compared, and so can have bounds.
public protocol SettingQuantity: SettingValue, Comparable {
    /// The value as a schema can compare it; nil for one that is text in the file, such as `5%`.
    var plainNumber: Double? { get }
}

/// A value whose parts can have bounds: a quantity, an optional one, a list of them, one for each horizon.
public protocol SettingBounded: SettingValue {
    /// What the bounds are given in.
    associatedtype Bound: SettingQuantity
    /// The parts that bounds apply to.
    var bounded: [Bound] { get }
}

extension SettingQuantity {
    /// Nil: the value carries a unit.
    public var plainNumber: Double? { nil }
    /// The value itself.
    public var bounded: [Self] { [self] }
}
