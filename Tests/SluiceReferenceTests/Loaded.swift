import SluiceDocument
import SluiceKit
import SluicePipeline

@testable import TestPlugins

/// Pipelines that never were files, loaded.
enum Loaded {
    /// Loads a text, with other files beside it.
    static func file(
        _ text: String, _ options: PipelineOptions = PipelineOptions(), beside files: [String: String] = [:]
    ) -> PipelineLoader.Result {
        let loader = PipelineLoader(registry: TestRegistry.all) { (path) throws(FileError) in
            guard let text = path == "p.yaml" ? text : files[path] else {
                throw FileError(.missing, path, "there is no such file")
            }
            return Array(text.utf8)
        }
        return loader.load("p.yaml", options)
    }
}
