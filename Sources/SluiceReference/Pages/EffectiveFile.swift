import SluiceDocument
package import SluiceKit
package import SluicePipeline

/// The pipeline file in force, with the origin of every value behind it as a comment.
///
/// Profile and overrides are applied, parameters replaced, defaults filled in; it is a valid pipeline file of its
/// own. A secret is shown by its reference, and literal text in its place not at all.
package struct EffectiveFile {
    private let result: PipelineLoader.Result
    private let registry: Registry

    /// Takes what came of reading a file.
    package init(_ result: PipelineLoader.Result, _ registry: Registry) {
        (self.result, self.registry) = (result, registry)
    }

    /// The file, without a line break at its end.
    package var text: String {
        var writer = EffectiveWriter(result)
        guard let root = result.effective else { return "" }
        for key in PipelineLanguage.top.map(\.name) { write(key, of: root, to: &writer) }
        return writer.text
    }

    private func write(_ key: String, of root: Node, to writer: inout EffectiveWriter) {
        switch key {
        case "universe": writeUniverse(root, to: &writer)
        case "cycle": writer.add(key, settings: CycleSettings.declarations, root[key], indent: 0)
        case "orders": writer.add(key, settings: OrderSettings.declarations, root[key], indent: 0)
        case "on_stop": writer.add(key, settings: StopSettings.declarations, root[key], indent: 0)
        case "seed":
            if let node = root[key] {
                writer.add(key, node, indent: 0)
            } else {
                writer.add(key, default: "1", indent: 0)
            }
        case "secrets": if let node = result.secrets { writer.add(key, node, indent: 0) }
        case "stages", "alerts":
            guard let stages = root[key]?.elements, !stages.isEmpty else { return }
            writer.add("\(key):", indent: 0)
            for stage in stages { write(stage, isAlert: key == "alerts", to: &writer) }
        default: if let node = root[key] { writer.add(key, node, indent: 0) }
        }
    }

    /// The symbols, also those of a file of lists.
    private func writeUniverse(_ root: Node, to writer: inout EffectiveWriter) {
        guard let node = root["universe"] else { return }
        guard node.entries != nil, let plan = result.plan else {
            return writer.add("universe", node, indent: 0)
        }
        let list = node["list"]?.text ?? "default"
        let symbols = plan.instruments.map(YAMLScalar.text).joined(separator: ", ")
        let place = "list \(list) of \(node["file"]?.text ?? ""), \(result.origin(of: node))"
        writer.add("universe: [\(symbols)]", place, indent: 0)
    }

    private func write(_ stage: Node, isAlert: Bool, to writer: inout EffectiveWriter) {
        let plugin = stage["uses"]?.text.flatMap(registry.plugin)
        let keys = isAlert ? PipelineLanguage.alert : PipelineLanguage.stage
        var isFirst = true
        for key in keys.map(\.name) {
            let (start, indent) = isFirst ? ("- ", 2) : ("", 4)
            switch (key, stage[key]) {
            case ("with", let node):
                writer.add("with", settings: plugin?.settings ?? [], node, indent: 4)
            case ("on_error", nil):
                guard let policy = plugin?.kind.faultPolicies.first else { continue }
                writer.add(key, default: policy.rawValue, indent: 4)
            case (_, let node?): writer.add(start + key, node, indent: indent)
            default: continue
            }
            isFirst = false
        }
    }
}
