import SluiceTestKit

/// A pipeline in the making: the stages drawn so far, and the files that they read.
struct PipelineDraft {
    var draw: Draw
    /// Whether its sizes, checks and orders are of the kind whose cycles can be still.
    let isPlain: Bool
    let universe: [String]
    private(set) var files: MemoryFiles = [:]
    private(set) var plugins: Set<String> = []
    private var stages: [String] = []
    private var alerts: [String] = []

    init(_ draw: Draw, isPlain: Bool, universe: [String]) {
        (self.draw, self.isPlain, self.universe) = (draw, isPlain, universe)
    }

    /// Adds a stage; `uses` has the plugin, and its settings where it has some.
    mutating func add(_ id: String, _ uses: String, from sources: [String] = []) {
        let from = sources.isEmpty ? "" : "from: [\(sources.joined(separator: ", "))], "
        stages.append("{ id: \(id), \(from)uses: \(uses) }")
        plugins.insert(String(uses.prefix { $0 != "," }))
    }

    /// Adds a sink that takes some events.
    mutating func addAlert(_ id: String, on events: [String], _ uses: String) {
        alerts.append("{ id: \(id), on: [\(events.joined(separator: ", "))], uses: \(uses) }")
        plugins.insert(String(uses.prefix { $0 != "," }))
    }

    /// Adds a file that a stage reads.
    mutating func addFile(_ name: String, _ text: String) { files = files.adding(name, text.utf8) }

    /// Adds files that a stage reads.
    mutating func addFiles(_ files: [(name: String, text: String)]) {
        for file in files { addFile(file.name, file.text) }
    }

    /// The sections of the file that have stages.
    var sections: String {
        var lines = ["stages:"] + stages.map { "  - \($0)" }
        if !alerts.isEmpty {
            lines += ["secrets:", "  hook: { env: HOOK }", "alerts:"] + alerts.map { "  - \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
