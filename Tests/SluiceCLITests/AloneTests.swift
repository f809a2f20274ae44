import ArgumentParser
import Testing

@testable import SluiceCLI

/// A frequent command is read without the tree of all commands.
@Suite struct AloneTests {
    @Test(arguments: [
        ["backtest", "p.yaml"],
        ["backtest", "p.yaml", "--from", "2024-01-01", "--no-cache", "--format", "json"],
        ["backtest", "--set", "a=1", "--set", "b=2", "--data", "bars=x.csv", "--", "p.yaml"],
        ["backtest", "--check-lookahead", "--cuts=5", "--seed", "7", "backtest"],
        ["run", "p.yaml", "--once", "--mode", "paper", "--strict"], ["run", "run"],
    ])
    func `what it reads is what the tree reads`(arguments: [String]) throws {
        let alone = try #require(SluiceProgram.alone(arguments))
        let inTree = try SluiceCommand.parseAsRoot(arguments)
        #expect("\(alone)" == "\(inTree)")
    }

    @Test(arguments: [
        [], ["--version"], ["validate", "p.yaml"], ["help", "backtest"], ["backtest"],
        ["backtest", "--help"],
        ["backtest", "p.yaml", "--version"], ["backtest", "p.yaml", "--form", "json"],
        ["run", "p.yaml", "x"],
        ["run", "p.yaml", "--mode", "past"], ["run", "--generate-completion-script", "bash"],
        ["---completion", "run", "--", "file", "0", "0", ""], ["backtest", "p.yaml", "-h"],
    ])
    func `help, versions, mistakes and other commands are the tree's`(arguments: [String]) {
        #expect(SluiceProgram.alone(arguments) == nil)
    }

    @Test func `a mistake is told as before`() {
        let outcome = Terminal.run("backtest", "p.yaml", "--form", "json")
        #expect(outcome.status == .usage)
        #expect(outcome.errors.contains("Usage: sluice backtest") && outcome.errors.contains("--form"))
        #expect(Terminal.run("run", "--help").output.contains("USAGE: sluice run "))
        #expect(Terminal.run("run", "--version").output == "\(SluiceProgram.version)\n")
    }
}
