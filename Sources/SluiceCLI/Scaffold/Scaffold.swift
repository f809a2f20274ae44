import SluiceKit

/// A new plugin as files: one that works, small enough to be rewritten line by line.
struct Scaffold {
    /// The kind.
    let kind: StageKind
    /// The name behind the kind in a pipeline file.
    let name: String
    /// The module the plugin goes into.
    let module: String
    /// Whether other targets of the package must see the plugin, such as a program of the package.
    let isSharedInPackage: Bool

    /// The class, such as `NoonGate` for the gate `noon`.
    var type: String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + kind.suffix
    }

    /// The plugin's source.
    var source: String { filled(kind.template) }

    /// The source of its test.
    var test: String { filled(Self.testTemplate) }

    private func filled(_ template: String) -> String {
        template.replacing("@TYPE@", with: type).replacing("@NAME@", with: name)
            .replacing("@KIND@", with: kind.rawValue).replacing("@MODULE@", with: module)
            .replacing("@ACCESS@", with: isSharedInPackage ? "package " : "")
            .replacing(
                "@INIT@", with: isSharedInPackage ? "\n        package init() {}\n" : "") + "\n"
    }

    private static let testTemplate = """
        import SluiceKit
        import SluiceTestKit
        import Testing

        @testable import @MODULE@

        @Suite struct @TYPE@Tests {
            @Test func `the plugin keeps the contract of plugins`() {
                #expect(PluginContract.breaches(of: [@TYPE@.self]) == [])
            }

            @Test func `a setting it does not know is refused`() {
                #expect(@TYPE@.issues("none_such: 1").map(\\.code.id) == ["E0203"])
            }
        }
        """
}

extension StageKind {
    /// What a plugin's class ends in.
    var suffix: String {
        switch self {
        case .data: "DataSource"
        case .risk: "RiskCheck"
        case .alert: "AlertSink"
        default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
        }
    }

    /// The room of the kind's plugins in this repository.
    var room: String { suffix + "s" }

    /// A plugin of the kind, with places for its names.
    fileprivate var template: String {
        switch self {
        case .data: SignalTemplates.data
        case .predictor: SignalTemplates.predictor
        case .calibrator: SignalTemplates.calibrator
        case .blender: SignalTemplates.blender
        case .arbiter: SignalTemplates.arbiter
        case .gate: SignalTemplates.gate
        case .sizer: OrderTemplates.sizer
        case .risk: OrderTemplates.risk
        case .execution: OrderTemplates.execution
        case .broker: OrderTemplates.broker
        case .learner: OrderTemplates.learner
        case .alert: OrderTemplates.alert
        }
    }
}
