import SluiceDocument
public import SluiceKit
import SluiceYAML

/// Applies `RISK_*` variables of the environment: each overrides the setting of its name in every risk stage, or, by a
/// name that older systems gave it, the settings that stand for it today.
///
/// A value that cannot be read is an error, and so is one that lets more through than the file, unless that is allowed.
public struct RiskEnvironment {
    /// What the name of such a variable begins with.
    public static let prefix = "RISK_"

    private let registry: Registry
    private let allowsLooser: Bool
    private let environment: [String: String]
    /// A file for each variable, so that findings can show its value.
    private(set) var files: [SourceFile] = []
    private(set) var issues: [Diagnostic] = []

    init(registry: Registry, environment: [String: String], allowsLooser: Bool) {
        (self.registry, self.environment, self.allowsLooser) = (registry, environment, allowsLooser)
    }

    /// The variable that overrides a setting of a risk stage: `RISK_MAX_DRAWDOWN` for `max_drawdown`.
    public static func variable(of setting: SettingDeclaration) -> String {
        prefix + setting.key.uppercased()
    }

    /// The names that older systems gave to such variables, and the settings that each stands for today.
    public static var olderNames: [(variable: String, settings: [String])] {
        RiskVariable.all.map { (prefix + $0.name, $0.settings) }
    }

    private static let fileStart = "environment "

    /// What the place of a variable's value is called.
    static func file(_ variable: String) -> String { fileStart + variable }

    /// The variable that a place belongs to; nil for a place in a file.
    static func variable(ofFile file: String) -> String? {
        file.hasPrefix(fileStart + prefix) ? String(file.dropFirst(fileStart.count)) : nil
    }

    /// The tree with every variable put into the stages that have its settings.
    mutating func applied(to root: Node) -> Node {
        let variables = environment.filter { $0.key.hasPrefix(Self.prefix) }
            .sorted { (Self.order($0.key), $0.key) < (Self.order($1.key), $1.key) }
        guard !variables.isEmpty, let stages = root["stages"], var elements = stages.elements else {
            return root
        }
        var orders = root["orders"]
        var days: [RiskDayTable.Entry] = []
        for (name, value) in variables {
            let file = SourceFile(path: Self.file(name), text: value)
            files.append(file)
            if let variable = RiskVariable.named(name) {
                apply(variable, value, in: file, to: &elements, &orders, &days, of: root)
            } else {
                apply(name, value, in: file, to: &elements, of: root)
            }
        }
        if !days.isEmpty { apply(RiskDayTable(days, into: &issues), to: &elements, of: root) }
        let changed = root.setting("stages", to: stages.with(.sequence(elements)))
        return orders.map { changed.setting("orders", to: $0) } ?? changed
    }

    /// Puts windows of the day into the stages that have them.
    private mutating func apply(_ table: RiskDayTable, to elements: inout [Node], of root: Node) {
        for target in RiskDayTable.targets {
            let tables = table.tables(of: target)
            guard let first = tables.first?.entry else { continue }
            var isTaken = false
            for index in elements.indices where elements[index]["uses"]?.text == target.plugin {
                let settings = settings(of: elements[index])
                guard let windows = settings.first(where: { $0.key == "windows" }),
                    let values = settings.first(where: { $0.key == target.key })
                else { continue }
                isTaken = true
                put(tables, target, windows, values, settings, into: &elements[index], of: root)
            }
            guard !isTaken else { continue }
            issues.append(
                Diagnostic(
                    .warning, .unusedRiskVariable,
                    "\(first.name) needs a stage of \(target.plugin), and there is none", at: first.span))
        }
    }

    private mutating func put(
        _ tables: [(hours: String, entry: RiskDayTable.Entry)], _ target: RiskDayTable.Target,
        _ windows: SettingDeclaration, _ values: SettingDeclaration, _ settings: [SettingDeclaration],
        into stage: inout Node, of root: Node
    ) {
        guard let span = tables.first?.entry.span else { return }
        let with = stage["with"] ?? Node(.mapping([]), at: stage.span)
        let usual = with[target.key] ?? Node(.scalar(values.defaultText ?? "", quoted: false), at: span)
        guard let node = RiskDayTable.windows(tables, over: usual, key: target.key) else { return }
        let clock = settings.first { $0.key == "clock" }
        let comparison = RiskHoursComparison(
            target: target, usual: usual,
            read: RiskComparison(setting: values, root: root, environment: environment).value)
        // A market that never closes keeps its hours by UTC.
        let isUTC = root["cycle"]?["calendar"]?.text == "24/7"
        let wider = comparison.looser(
            node, than: with[windows.key],
            in: isUTC ? "utc" : with["clock"]?.text ?? clock?.defaultText ?? "utc")
        if !allowsLooser, let wider {
            issues.append(
                Diagnostic(
                    .looserRisk, "'windows' of \(stage["id"]?.text ?? "a stage") would be \(wider)", at: span)
            )
        }
        var changed = with.setting(windows.key, to: node)
        if clock != nil {
            changed = changed.setting("clock", to: Node(.scalar("utc", quoted: false), at: span))
        }
        stage = stage.setting("with", to: changed)
    }

    /// What is for one instrument comes after what is for all, which would take its place.
    private static func order(_ name: String) -> Int {
        guard case .byName = RiskVariable.named(name)?.form else { return 0 }
        return 1
    }

    /// Puts a variable of a setting's own name into the risk stages that have it.
    private mutating func apply(
        _ name: String, _ value: String, in file: SourceFile, to elements: inout [Node], of root: Node
    ) {
        var isTaken = false
        for index in elements.indices {
            guard let setting = setting(of: elements[index], named: name) else { continue }
            isTaken = true
            put(node(value, in: file, setting.shape), as: setting, into: &elements[index], of: root)
        }
        guard !isTaken else { return }
        issues.append(
            Diagnostic(
                .warning, .unusedRiskVariable, "no risk stage takes \(name)", at: Self.span(file),
                suggestion: nearestName(to: name, among: known(of: elements))
            )
        )
    }

    /// Puts a variable of an older name into the stages that have its settings.
    private mutating func apply(
        _ variable: RiskVariable, _ value: String, in file: SourceFile, to elements: inout [Node],
        _ orders: inout Node?, _ days: inout [RiskDayTable.Entry], of root: Node
    ) {
        let (name, span) = (Self.prefix + variable.name, Self.span(file))
        let pairs: [(name: String?, value: String)]
        switch variable.fileText(value) {
        case .success(let read): pairs = read
        case .failure(let fault):
            issues.append(
                Diagnostic(
                    .badRiskVariable, "\(name) \(fault.message)", at: span, suggestion: fault.suggestion))
            return
        }
        if let part = variable.part {
            days.append(RiskDayTable.Entry(name: name, part: part, pairs: pairs, span: span))
            return
        }
        var isTaken = false
        for setting in OrderSettings.declarations where variable.settings.contains("orders.\(setting.key)") {
            isTaken = true
            var section = Node(.mapping([]), at: span).setting(
                "with", to: orders ?? Node(.mapping([]), at: span))
            section = section.setting("id", to: Node(.scalar("orders", quoted: false), at: span))
            put(node(pairs, over: nil, setting, at: span), as: setting, into: &section, of: root)
            orders = section["with"]
        }
        for index in elements.indices {
            for setting in settings(of: elements[index], in: variable) {
                isTaken = true
                let old = elements[index]["with"]?[setting.key]
                put(node(pairs, over: old, setting, at: span), as: setting, into: &elements[index], of: root)
            }
        }
        if !isTaken { issues.append(untaken(variable, isOn: pairs.first?.value == "true", at: span)) }
    }

    /// What is said of a variable that no stage takes: a switch that is on must not be passed over.
    private func untaken(_ variable: RiskVariable, isOn: Bool, at span: SourceSpan) -> Diagnostic {
        let name = Self.prefix + variable.name
        let plugins = variable.settings.map { $0.split(separator: ".").prefix(2).joined(separator: ".") }
        guard let plugin = plugins.first else {
            return Diagnostic(
                .warning, .unusedRiskVariable, "\(name) is read, and no setting stands for it", at: span)
        }
        let isSwitch = plugin == "risk.switch" && isOn
        return Diagnostic(
            isSwitch ? .error : .warning, isSwitch ? .badRiskVariable : .unusedRiskVariable,
            "\(name) needs a stage of \(plugins.joined(separator: " or ")), and there is none", at: span)
    }

    /// Puts a value into a stage, once it is known to let no more through than the one it takes the place of.
    private mutating func put(
        _ node: Node, as setting: SettingDeclaration, into stage: inout Node, of root: Node
    ) {
        let with = stage["with"] ?? Node(.mapping([]), at: stage.span)
        let comparison = RiskComparison(setting: setting, root: root, environment: environment)
        if !allowsLooser, let wider = comparison.looser(node, than: with[setting.key]) {
            issues.append(
                Diagnostic(
                    .looserRisk,
                    "'\(setting.key)' of \(stage["id"]?.text ?? "a stage") would be \(wider)", at: node.span))
        }
        stage = stage.setting("with", to: with.setting(setting.key, to: node))
    }

    private static func span(_ file: SourceFile) -> SourceSpan {
        SourceSpan(
            file: file.path, line: 1, column: 1, endColumn: max(file.text.unicodeScalars.count, 1) + 1)
    }

    /// The value: text, or for a list or a mapping what it says as YAML.
    private func node(_ value: String, in file: SourceFile, _ shape: SettingShape) -> Node {
        let span = Self.span(file)
        switch shape {
        case .list, .group, .byHorizon, .horizonTable, .byName:
            var found: [Diagnostic] = []
            guard let node = YAMLReader.read(file, into: &found), !found.hasErrors else { break }
            return node.placed(at: span)
        default: break
        }
        return Node(.scalar(value, quoted: false), at: span)
    }

    /// One value, or values by name over those that the file or the default has.
    private func node(
        _ pairs: [(name: String?, value: String)], over old: Node?, _ setting: SettingDeclaration,
        at span: SourceSpan
    ) -> Node {
        guard let first = pairs.first, first.name != nil else {
            return Node(.scalar(pairs.first?.value ?? "", quoted: false), at: span)
        }
        let usual = old ?? Node(.scalar(setting.defaultText ?? "", quoted: false), at: span)
        var node = usual
        if usual.entries == nil {
            node = Node(.mapping([Node.Entry(key: "default", keySpan: span, value: usual)]), at: span)
        }
        for (name, value) in pairs {
            guard let name else { continue }
            node = node.setting(name, to: Node(.scalar(value, quoted: false), at: span))
        }
        return node
    }

    private func setting(of stage: Node, named variable: String) -> SettingDeclaration? {
        settings(of: stage).first { Self.variable(of: $0) == variable }
    }

    private func settings(of stage: Node) -> [SettingDeclaration] {
        guard let uses = stage["uses"]?.text, let plugin = registry.plugin(uses), plugin.kind == .risk else {
            return []
        }
        return plugin.settings
    }

    private func settings(of stage: Node, in variable: RiskVariable) -> [SettingDeclaration] {
        guard let uses = stage["uses"]?.text, let plugin = registry.plugin(uses) else { return [] }
        return plugin.settings.filter { variable.settings.contains("\(uses).\($0.key)") }
    }

    private func known(of stages: [Node]) -> [String] {
        stages.flatMap(settings).map(Self.variable)
    }
}
