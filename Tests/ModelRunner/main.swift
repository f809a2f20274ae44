import Foundation

// Evaluates model files and compares with golden predictions; see `GoldenRun`.
exit(RunnerCommand(Array(CommandLine.arguments.dropFirst())).run())
