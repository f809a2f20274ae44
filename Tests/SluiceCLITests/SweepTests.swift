import Testing

@testable import SluiceCLI

/// `sluice sweep` as far as it runs within one process.
@Suite struct SweepTests {
    @Test func `progress tells the rate of this process, and the time that is left at it`() {
        #expect(
            SweepProgress.text(done: 300, of: 1_000, before: 100, after: 4)
                == "300 of 1000 cells, 50.0 cells/s, 14 s left")
        #expect(
            SweepProgress.text(done: 100, of: 1_000, before: 100, after: 4)
                == "100 of 1000 cells, 0.0 cells/s")
    }

    @Test(arguments: [
        ["plan", "p.yaml"], ["plan", "p.yaml", "--grid", "a.b="], ["plan", "p.yaml", "--range", "a.b=1..2"],
        ["plan", "p.yaml", "--grid", "a.b=1", "--random", "3"],
        ["plan", "p.yaml", "--grid", "a.b=1", "--walk-forward", "train=9"],
        ["plan", "p.yaml", "--grid", "a.b=1", "--mode", "live"],
        ["plan", "p.yaml", "--grid", "a.b=1", "--metric", "luck"],
        ["run", "--plan", "p", "--shard", "2/2", "--out", "o"],
        ["all", "p.yaml", "--grid", "a.b=1", "--workers", "0"],
        ["merge"],
    ])
    func `what makes no sense is a usage error`(words: [String]) {
        let outcome = Terminal.run(["sweep"] + words)
        #expect(outcome.status == .usage, "\(outcome.errors)")
        #expect(outcome.output == "")
    }

    @Test func `a file, a plan and a folder that are not there are missing files`() {
        for words in [
            ["plan", "nowhere.yaml", "--grid", "a.b=1"], ["merge", "/nowhere"],
            ["merge", "/nowhere", "--plan", "/nowhere/plan.jsonl"],
        ] {
            #expect(Terminal.run(["sweep"] + words).status == .missingFile, "\(words)")
        }
    }
}
