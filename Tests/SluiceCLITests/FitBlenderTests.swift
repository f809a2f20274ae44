import Foundation
import Testing

@testable import SluiceCLI
@testable import TestPlugins

/// `sluice fit blender`.
@Suite struct FitBlenderTests {
    private func run(_ words: String..., in project: Project) -> Terminal.Outcome {
        Terminal.run(["fit", "blender", project.file("p.yaml")] + words)
    }

    @Test func `What cannot be meant is a wrong command line`() throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline, "there.json": "{}"])
        let out = project.file("w.json")
        for words in [
            [], ["--out", project.file("there.json")], ["--out", out, "--folds", "0"],
            ["--out", out, "--alpha", "0"], ["--out", out, "--until", "soon"],
            ["--out", out, "--inputs", "x"],
        ] {
            let outcome = Terminal.run(["fit", "blender", project.file("p.yaml")] + words)
            #expect(outcome.status == .usage, "\(words)")
        }
        #expect(try project.text(of: "there.json") == "{}")
    }

    @Test func `A pipeline that is not there or not valid is not fitted`() throws {
        let project = try Project([
            "p.yaml": TestRegistry.pipeline.replacing("arbiter.best", with: "arbiter.bets")
        ])
        #expect(run("--out", project.file("w.json"), in: project).status == .invalid)
        #expect(
            Terminal.run("fit", "blender", project.file("no.yaml"), "--out", "w.json").status == .missingFile)
    }

    @Test func `Data without a bar teaches nothing`() throws {
        let project = try Project(["p.yaml": TestRegistry.pipeline])
        let outcome = run("--data", "other.csv", "--out", project.file("w.json"), in: project)
        #expect(outcome.status == .environment)
        #expect(outcome.errors.contains("no data source has a bar"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: project.file("w.json")))
    }
}
