import SluiceDocument
import Synchronization

/// The settings that a type declares, found once; each reading fills a copy of them.
struct SettingForm: Sendable {
    /// One setting of the type, with what every reading of it needs at hand.
    struct Field: Sendable {
        let property: String
        let key: String
        let isRequired: Bool
        fileprivate(set) var setting: any AnySetting
    }

    private let fields: [Field]

    /// What the settings declare, in the order of their declaration.
    var declarations: [SettingDeclaration] { fields.map { $0.setting.declaration } }

    /// The forms of all types that were asked for.
    private static let known = Mutex<[(type: ObjectIdentifier, form: SettingForm)]>([])

    /// The form of a type, which is found when it is first asked for.
    static func of<Settings: PluginSettings>(_: Settings.Type) -> SettingForm {
        let type = ObjectIdentifier(Settings.self)
        if let form = known.withLock({ known in known.first { $0.type == type }?.form }) { return form }
        let form = SettingForm(Settings())
        known.withLock { known in
            if !known.contains(where: { $0.type == type }) { known.append((type, form)) }
        }
        return form
    }

    private init(_ settings: some PluginSettings) {
        fields = SettingScan.fields(of: settings).map { property, setting in
            var setting = setting
            let key = snakeCase(property)
            setting.name(key)
            return Field(
                property: property, key: key, isRequired: setting.declaration.isRequired, setting: setting)
        }
    }

    /// Reads a mapping and says everything that is wrong with it; an absent mapping is an empty one.
    func read<Settings: PluginSettings>(
        _: Settings.Type, _ node: Node, into issues: inout [Diagnostic]
    ) -> SettingReading<Settings> {
        let first = issues.count
        var fields = fields
        let isWhollyUnknown = if case .unresolved = node.content { true } else { false }
        var isUnresolved = isWhollyUnknown
        var isSet = Array(repeating: false, count: fields.count)
        for entry in entries(of: node, into: &issues) {
            guard let index = fields.firstIndex(where: { $0.key == entry.key }) else {
                issues.append(unknown(entry))
                continue
            }
            isSet[index] = true
            var found = SettingIssues(key: entry.key)
            fields[index].setting.read(entry.value, into: &found)
            issues += found.diagnostics
            isUnresolved = isUnresolved || found.isUnresolved
        }
        for (field, isSet) in zip(fields, isSet) where field.isRequired && !isSet && !isWhollyUnknown {
            let help = field.setting.declaration.help
            issues.append(
                Diagnostic(.missingSetting, "'\(field.key)' is required: \(help)", at: node.span))
        }
        let settings = Self.decoded(Settings.self, fields)
        // A default in place of a value that is not known yet says nothing about how settings fit together.
        if !issues[first...].hasErrors, !isUnresolved { settings.check(&issues) }
        return SettingReading(
            partial: settings, isSound: !issues[first...].hasErrors, isUnresolved: isUnresolved)
    }

    private static func decoded<Settings: PluginSettings>(
        _: Settings.Type, _ fields: [Field]
    ) -> Settings {
        guard let settings = try? Settings(from: SettingDecoder(fields)) else {
            preconditionFailure("every stored property of \(Settings.self) must be an @Setting")
        }
        return settings
    }

    private func entries(of node: Node, into issues: inout [Diagnostic]) -> [Node.Entry] {
        switch node.content {
        case .mapping(let entries): return entries
        case .null, .unresolved: return []
        default:
            issues.append(
                Diagnostic(.wrongType, "settings must be a mapping, was \(node.kindInWords)", at: node.span)
            )
            return []
        }
    }

    private func unknown(_ entry: Node.Entry) -> Diagnostic {
        Diagnostic(
            .unknownSetting, "unknown setting '\(entry.key)'", at: entry.keySpan,
            suggestion: nearestName(to: entry.key, among: fields.map { $0.key })
        )
    }
}

/// What came of reading settings.
struct SettingReading<Settings: PluginSettings> {
    /// The settings, with the default in place of each value that is wrong or not known yet.
    let partial: Settings
    /// Whether no error was found.
    let isSound: Bool
    /// Whether a value is known only when the pipeline runs.
    let isUnresolved: Bool

    /// The settings; nil when an error was found.
    var settings: Settings? { isSound ? partial : nil }
}
