import Foundation
import SluiceDocument

/// Runs histories by their seeds: `simulation-runner [--seeds A..B] [--plant BUG] [--format text|json]`.
@main
struct SimulationRunner {
    static func main() {
        let options: SimulationOptions
        do { options = try SimulationOptions(Array(CommandLine.arguments.dropFirst())) } catch {
            FileHandle.standardError.write(Data("error: \(error)\n\(SimulationOptions.usage)\n".utf8))
            exit(64)
        }
        let report = SeedRuns(options).run()
        let output = options.isJSON ? report.json.text() + "\n" : report.text
        FileHandle.standardOutput.write(Data(output.utf8))
        exit(report.isFailure ? 1 : 0)
    }
}
