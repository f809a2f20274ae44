import Foundation

/// `model-runner --models DIR --golden DIR [--format json]`.
struct RunnerCommand {
    private static let usage = "usage: model-runner --models DIR --golden DIR [--format text|json]\n"

    private let arguments: [String]

    init(_ arguments: [String]) { self.arguments = arguments }

    /// Runs, and gives the exit status: 0, 1 on any difference or when nothing was found, 64 for a bad command line.
    func run() -> Int32 {
        var values: [String: String] = [:]
        for (index, name) in arguments.enumerated() where index % 2 == 0 {
            guard ["--models", "--golden", "--format"].contains(name), index + 1 < arguments.count else {
                return fail()
            }
            values[name] = arguments[index + 1]
        }
        let format = values["--format"] ?? "text"
        guard let models = values["--models"], let golden = values["--golden"],
            ["text", "json"].contains(format)
        else { return fail() }
        let run = GoldenRun(models: models, golden: golden)
        let results = run.results()
        FileHandle.standardOutput.write(Data(format == "json" ? run.json(results) : run.text(results)))
        return results.isEmpty || results.contains { !$0.agrees } ? 1 : 0
    }

    private func fail() -> Int32 {
        FileHandle.standardError.write(Data(Self.usage.utf8))
        return 64
    }
}
