/// What a plugin said about one of its settings.
///
/// Reading a file needs none of the texts, so that they are made when somebody asks for them.
public struct SettingDeclaration: Sendable {
    /// The key in the pipeline file, in snake case.
    public internal(set) var key = ""
    private let said: Said

    /// What never changes, kept once for all copies.
    private final class Said: Sendable {
        let shape: @Sendable () -> SettingShape
        let defaultText: (@Sendable () -> String?)?
        let isRequired: Bool
        let bounds: (@Sendable () -> SettingBounds)?
        let help: String
        let deprecated: String?

        init(
            _ shape: @escaping @Sendable () -> SettingShape, _ defaultText: (@Sendable () -> String?)?,
            _ isRequired: Bool, _ bounds: (@Sendable () -> SettingBounds)?, _ help: String,
            _ deprecated: String?
        ) {
            (self.shape, self.defaultText, self.isRequired) = (shape, defaultText, isRequired)
            (self.bounds, self.help, self.deprecated) = (bounds, help, deprecated)
        }
    }

    @usableFromInline
    init(
        shape: @escaping @Sendable () -> SettingShape,
        defaultText: (@Sendable () -> String?)? = nil,
        isRequired: Bool = false,
        bounds: (@Sendable () -> SettingBounds)? = nil,
        help: String,
        deprecated: String?
    ) {
        said = Said(shape, defaultText, isRequired, bounds, help, deprecated)
    }

    /// The type of the value.
    public var shape: SettingShape { said.shape() }
    /// The default as the file would write it; nil for a required or an optional setting.
    public var defaultText: String? { said.defaultText?() }
    /// Whether the file must set it.
    public var isRequired: Bool { said.isRequired }
    /// The smallest and the largest value allowed, both included; nil where there are none.
    public var bounds: SettingBounds? { said.bounds?() }
    /// What the setting does, in one sentence.
    public var help: String { said.help }
    /// What to use instead, when the setting should no longer be used.
    public var deprecated: String? { said.deprecated }
}

extension SettingDeclaration: Hashable {
    /// Whether all that was said is the same.
    public static func == (lhs: SettingDeclaration, rhs: SettingDeclaration) -> Bool {
        lhs.key == rhs.key && lhs.isRequired == rhs.isRequired && lhs.help == rhs.help
            && lhs.deprecated == rhs.deprecated && lhs.bounds == rhs.bounds
            && lhs.defaultText == rhs.defaultText && lhs.shape == rhs.shape
    }

    /// Hashes what tells settings of one group apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(help)
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

    @usableFromInline
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
