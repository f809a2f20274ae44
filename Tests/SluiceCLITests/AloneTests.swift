import ArgumentParser
import SluiceKit
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
        ["p.yaml"],
        [
            "p.yaml", "--format", "json", "--data", "bars=x.csv", "--set", "universe=[A, B]", "--set",
            "seed=3",
        ],
        [
            "--from", "2024-01-01", "--to", "2024-02-01T00:00:00Z", "--seed", "18446744073709551615",
            "a b.yaml",
            "--data", "x", "--data", "y=z", "--format", "text", "--profile", "live",
        ],
        [
            "--seed", "1", "p.yaml", "--seed", "2", "--format", "json", "--format", "text", "--from", "a",
            "--from", "b",
        ],
    ])
    func `a plain line means the same to the parser`(arguments: [String]) throws {
        let plain = try #require(BacktestCommand(plain: arguments))
        #expect("\(plain)" == "\(try BacktestCommand.parse(arguments))")
    }

    @Test func `whatever line is plain means the same to the parser`() throws {
        let words = [
            "p.yaml", "", "-", "--", "--data", "bars=x", "--from", "--format", "json", "xml", "--seed", "7",
            "-1", "--set",
            "a=1", "--set=a=1", "--profile", "--cuts", "5", "--strict", "--no-cache", "-h", "--help",
            "--version", "é",
        ]
        var dice = Dice(seed: 11)
        var (plainLines, lines) = (0, 0)
        for _ in 0..<4_000 {
            let line = (0..<(1 + Int(dice.next() % 5))).map { _ in
                words[Int(dice.next() % UInt64(words.count))]
            }
            lines += 1
            guard let plain = BacktestCommand(plain: line) else { continue }
            plainLines += 1
            let parsed = try BacktestCommand.parse(line)
            #expect("\(plain)" == "\(parsed)", "seed 11: \(line)")
        }
        #expect(plainLines > 100, "\(plainLines) of \(lines)")
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
