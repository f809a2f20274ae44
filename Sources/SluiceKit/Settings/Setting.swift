public import SluiceDocument

/// A setting a plugin takes from the pipeline file, declared once.
///
/// The property's initial value is the default. An optional property may be left out; a property that is
/// neither optional nor initialized is required. The key in the file is the property's name in snake case,
/// and the type says which unit the file must write:
///
/// ```swift
/// @Setting(in: 0...1_000, help: "Widest spread that lets an entry through.")
/// var maxSpread: BasisPoints = 12          // max_spread: 12bps
/// ```
///
/// Validation, the JSON Schema, `sluice plugins show` and the reference pages all read this one line.
@propertyWrapper
public struct Setting<Value: Sendable>: Sendable {
    /// The value: the file's, or else the default.
    public var wrappedValue: Value
    /// What was declared, and where the value stood, for messages about it.
    public private(set) var projectedValue: SettingOrigin
    /// Reads a value and says what is wrong with it; one that is only out of bounds is read all the same.
    private let reading: @Sendable (Node, inout SettingIssues) -> Value?
    /// The value as the file would write it.
    private let writing: @Sendable (Value) -> String?

    @usableFromInline
    init(
        _ value: Value,
        _ declaration: SettingDeclaration,
        reading: @escaping @Sendable (Node, inout SettingIssues) -> Value?,
        writing: @escaping @Sendable (Value) -> String?
    ) {
        self.wrappedValue = value
        self.projectedValue = SettingOrigin(declaration: declaration)
        (self.reading, self.writing) = (reading, writing)
    }
}

/// A setting's declaration, together with where the value in use stood.
public struct SettingOrigin: Sendable {
    /// What the plugin declared.
    public internal(set) var declaration: SettingDeclaration
    /// Where the file set the setting; nil when the default is in use.
    public internal(set) var span: SourceSpan?

    /// An error about this setting, pointing at where the file set it.
    public func conflict(_ message: String) -> Diagnostic {
        Diagnostic(.settingConflict, "'\(declaration.key)' \(message)", at: span)
    }
}

// MARK: - Reading

extension Setting: Decodable {
    /// Takes the value that `SettingReader` found; nothing else decodes settings.
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? SettingDecoder, let read = decoder.read as? Setting<Value> else {
            preconditionFailure("settings are read by SettingReader, not by \(type(of: decoder))")
        }
        self = read
    }
}

extension Setting: Encodable {
    /// Encodes nothing, but hands itself to `SettingScan`.
    public func encode(to encoder: any Encoder) throws { (encoder as? SettingScan)?.take(self) }
}

/// A setting as the reader meets it, whatever its value's type.
protocol AnySetting: Sendable {
    var declaration: SettingDeclaration { get }
    var text: String? { get }
    mutating func name(_ key: String)
    mutating func read(_ node: Node, into issues: inout SettingIssues)
}

extension Setting: AnySetting {
    var declaration: SettingDeclaration { projectedValue.declaration }
    var text: String? { writing(wrappedValue) }

    mutating func name(_ key: String) { projectedValue.declaration.key = key }

    mutating func read(_ node: Node, into issues: inout SettingIssues) {
        projectedValue.span = node.span
        if let instead = declaration.deprecated {
            issues.diagnostics.append(
                Diagnostic(
                    .warning, .deprecatedSetting, "'\(declaration.key)' is deprecated: \(instead)",
                    at: node.span
                )
            )
        }
        if let value = reading(node, &issues) { wrappedValue = value }
    }
}
