import SluiceDocument
import SluiceKit
import SluicePipeline

@testable import TestPlugins

/// Pipeline files that never were files.
enum Pipelines {
    static let registry = TestRegistry.all

    /// A pipeline without a fault; the tests break it line by line.
    static let sound = TestRegistry.pipeline

    /// Loads a file as if it were on disk beside others.
    static func load(
        _ text: String, _ options: PipelineOptions = PipelineOptions(), beside files: [String: String] = [:]
    ) -> PipelineLoader.Result {
        let loader = PipelineLoader(registry: registry) { (path) throws(FileError) in
            guard let text = path == "p.yaml" ? text : files[path] else {
                throw FileError(.missing, path, "there is no such file")
            }
            return Array(text.utf8)
        }
        return loader.load("p.yaml", options)
    }

    /// The sound pipeline with one of its lines replaced; an empty line leaves it out.
    static func sound(line number: Int, _ line: String) -> String {
        var lines = sound.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[number - 1] = line
        return lines.joined(separator: "\n")
    }

    /// The sound pipeline with further lines at its end.
    static func sound(and more: String) -> String { sound + "\n" + more }
}

extension PipelineLoader.Result {
    /// Each finding on one line: code, place, suggestion.
    var findings: [String] {
        diagnostics.map { finding in
            let place = finding.span.map {
                "\($0.file == "p.yaml" ? "" : "\($0.file):")\($0.line):\($0.column)"
            }
            let hint = finding.suggestion.map { " \($0)" } ?? ""
            return "\(finding.code.id) \(place ?? "-")\(hint)"
        }
    }

    /// The ids of the stages in the order in which they run.
    var order: [String] { plan?.stages.map(\.id) ?? [] }

    /// What feeds a stage, by need.
    func inputs(of id: String) -> [[String]]? {
        guard let plan, let stage = plan.stages.first(where: { $0.id == id }) else { return nil }
        return stage.inputs.map { $0.map { plan.stages[$0].id } }
    }

    /// A stage's settings in canonical form.
    func settings(of id: String) -> String? {
        plan?.stages.first { $0.id == id }?.decoded.canonicalSettings
    }
}
