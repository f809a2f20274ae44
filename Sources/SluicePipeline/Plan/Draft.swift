import SluiceDocument
import SluiceKit
import SluiceMarket

/// A stage on its way into the plan.
///
/// One whose plugin is unknown, or whose settings are wrong, still takes part in the wiring as far as can be told, so
/// that its own error is the only one it causes.
struct Draft {
    let declaration: StageDeclaration
    /// Nil when the registry does not know it.
    let plugin: PluginEntry?
    /// The kind, also of an unknown plugin; nil when the file names none.
    let kind: StageKind?
    let ports: Ports
    let horizons: [Horizon]
    /// Nil when the plugin is unknown or a setting is wrong.
    let decoded: DecodedStage?
    /// Whether the ports are a guess: the plugin is unknown, and no name is near to it.
    let isGuess: Bool
    /// What the files say that its settings name; nothing until all stages are wired.
    var outline = StageOutline()
    /// For each need the numbers of the stages that feed it.
    var inputs: [[Int]] = []

    var id: String { declaration.name.text }
    var uses: String { declaration.uses?.text ?? "the stage" }
    /// Where the stage says what it is.
    var place: SourceSpan { declaration.place }

    init(
        _ declaration: StageDeclaration, in registry: Registry, _ readings: ReadingMemory?,
        into issues: inout [Diagnostic]
    ) {
        self.declaration = declaration
        let uses = declaration.uses?.text ?? ""
        plugin = registry.plugin(uses)
        kind = plugin?.kind ?? StageKind(rawValue: String(uses.prefix { $0 != "." }))
        if let plugin {
            let reading =
                readings?.read(plugin, declaration.settings, into: &issues)
                ?? plugin.read(declaration.settings, into: &issues)
            (ports, horizons, decoded) = (reading.ports, reading.horizons, reading.decoded)
            isGuess = false
        } else {
            let meant = nearestName(to: uses, among: registry.names).flatMap(registry.plugin)
            let likely = kind.map { Ports.standard($0) } ?? Ports(needs: [], gives: nil)
            ports = meant?.defaultPorts ?? likely
            (horizons, decoded, isGuess) = ([], nil, meant == nil)
        }
    }

    /// The same place among the stages with nothing known of it.
    init(unknown declaration: StageDeclaration) {
        self.declaration = declaration
        (plugin, kind, decoded, horizons, isGuess) = (nil, nil, nil, [], true)
        ports = Ports(needs: [], gives: nil)
    }

    /// Whether it gives something, or might when its plugin is known.
    func mayGive(_ type: PortType) -> Bool {
        if ports.gives == type { return true }
        guard isGuess else { return false }
        return switch kind {
        case nil: true
        case .predictor: [.forecasts, .scores, .probabilities].contains(type)
        case .calibrator: [.forecasts, .scores, .probabilities].contains(type)
        default: false
        }
    }

    /// Whether it takes something, or might when its plugin is known.
    func mayTake(_ type: PortType) -> Bool {
        if ports.needs.contains(where: { $0.types.contains(type) }) { return true }
        return isGuess
            && (kind == nil || kind == .gate && [.forecasts, .scores, .probabilities].contains(type))
    }
}
