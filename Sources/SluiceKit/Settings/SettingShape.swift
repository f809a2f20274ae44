import SluiceDocument

/// The type of a setting's value, as schemas, reference pages and scaffolds name it.
public indirect enum SettingShape: Hashable, Sendable {
    case boolean
    case integer
    case number
    case text
    /// One of a closed list of words.
    case choice([String])
    /// A number that carries its unit in the file.
    case quantity(SettingUnit)
    /// A path in the project's tree.
    case path
    /// A value that is never printed.
    case secret
    /// Text with `${...}` places; the names that may stand in them.
    case template([String])
    case list(SettingShape)
    /// A value for each of some horizons, and one for the rest.
    case byHorizon(SettingShape)
    /// A value for each horizon that is named.
    case horizonTable(SettingShape)
    /// A value for each of some names, and one for the rest.
    case byName(SettingShape)
    /// Settings of its own.
    case group(GroupShape)
}

/// The settings of a group, which are looked at when they are asked for.
public struct GroupShape: Hashable, Sendable {
    private let type: any SettingGroup.Type

    init(_ type: any SettingGroup.Type) { self.type = type }

    /// What the group's settings declare, in order.
    public var settings: [SettingDeclaration] { type.declarations }

    /// Whether both declare the same.
    public static func == (lhs: GroupShape, rhs: GroupShape) -> Bool {
        lhs.type == rhs.type || lhs.settings == rhs.settings
    }

    /// Hashes what the settings declare.
    public func hash(into hasher: inout Hasher) { hasher.combine(settings) }
}

extension SettingShape {
    /// Whether a value is text of the user's own, which may hold any character.
    private var isFreeText: Bool {
        switch self {
        case .text, .template, .path: true
        default: false
        }
    }

    /// The text of a value as it stands within a flow list or mapping, in quotes where it needs them.
    func flowText(_ text: String) -> String {
        guard isFreeText else { return text }
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x80 || "+-./_".utf8.contains(byte) || UnicodeScalar(byte).properties.isAlphabetic
                || (0x30...0x39).contains(byte)
        }
        return isPlain && !text.isEmpty && !text.hasPrefix("-") ? text : JSONValue.string(text).description
    }

    /// The type in words, such as "basis points" or "list of text".
    public var inWords: String {
        switch self {
        case .boolean: "true or false"
        case .integer: "whole number"
        case .number: "number"
        case .text: "text"
        case .choice(let words): words.joined(separator: " or ")
        case .quantity(let unit): unit.name
        case .path: "path"
        case .secret: "secret"
        case .template: "template"
        case .list(let element): "list of \(element.inWords)"
        case .byHorizon(let value): "\(value.inWords), or one for each horizon"
        case .horizonTable(let value): "\(value.inWords) for each horizon"
        case .byName(let value): "\(value.inWords), or one for each name"
        case .group: "settings"
        }
    }
}

/// A unit that a number carries in the file.
public struct SettingUnit: Hashable, Sendable {
    /// What is counted, in words.
    public let name: String
    /// How a value looks, such as `12bps`.
    public let example: String
    /// The suffixes it may carry.
    public let suffixes: [String]

    /// Creates a unit.
    public init(_ name: String, example: String, suffixes: [String]) {
        (self.name, self.example, self.suffixes) = (name, example, suffixes)
    }

    /// Hundredths of a percent.
    public static let basisPoints = SettingUnit("basis points", example: "12bps", suffixes: ["bps", "%"])
    /// Hundredths.
    public static let percent = SettingUnit("percent", example: "5%", suffixes: ["%", "bps"])
    /// A length of time.
    public static let time = SettingUnit(
        "time", example: "200ms", suffixes: ["ns", "us", "ms", "s", "m", "h", "d", "w"]
    )
    /// A forecast horizon.
    public static let horizon = SettingUnit("horizon", example: "15m", suffixes: ["m", "h", "d"])
    /// An amount of a currency.
    public static let money = SettingUnit("money", example: "100000 USD", suffixes: [" USD"])
}
