import Foundation
import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceTestKit
import Synchronization
import TemporaryFolders
import Testing

@testable import Predictors

@Suite struct RunLookoutTests {
    private let runs: RunsOnDisk
    private let old = "20260101_000000"
    private let new = "20260102_000000"

    init() throws {
        runs = try RunsOnDisk()
        try runs.write(old, "-0.01 0.02")
    }

    private func lookout(_ yaml: String? = nil) throws -> RunLookout {
        let settings = try ModelSettings.test(yaml ?? runs.settings())
        let context = runs.context(log: LogRecord(), report: DiagnosticRecord())
        let mark = try RunMark(settings, context.files)
        let selection = try ModelSelection(settings, every: .days(1), files: context.files)
        return RunLookout(settings, context, known: mark, try ModelSet(selection, context))
    }

    private func path(_ finding: RunLookout.Finding) -> String? {
        if case .newer(let models) = finding { return models.path }
        return nil
    }

    private func reason(_ finding: RunLookout.Finding) -> String? {
        if case .refused(let why) = finding { return why }
        return nil
    }

    private func isNothing(_ finding: RunLookout.Finding) -> Bool {
        if case .nothing = finding { return true }
        return false
    }

    @Test func `a newer run is taken once it stood still from one look to the next`() throws {
        var lookout = try lookout()
        for _ in 0..<3 { #expect(isNothing(lookout.look())) }
        try runs.write(new, "0.03 0.04", without: "family=LightGBM/model.txt")
        #expect(isNothing(lookout.look()))
        try runs.folder.write(
            "runs/\(new)/\(RunsOnDisk.model)", RunsOnDisk.signed(leaves: "0.03 0.04")[RunsOnDisk.model] ?? [])
        #expect(isNothing(lookout.look()))
        #expect(path(lookout.look()) == new)
        for _ in 0..<3 { #expect(isNothing(lookout.look())) }
    }

    @Test func `a run that changes in its own folder is a newer one`() throws {
        let yaml = runs.settings().replacing("/runs,", with: "/runs/\(old),")
        var lookout = try lookout(yaml)
        try runs.write(old, "0.05 0.06")
        #expect(isNothing(lookout.look()))
        #expect(path(lookout.look()) == "")
        // Written anew with the same bytes it is another state of the files, and the same run.
        try runs.write(old, "0.05 0.06")
        for _ in 0..<3 { #expect(isNothing(lookout.look())) }
    }

    @Test func `a corrupt run is refused once, and taken when it is mended`() throws {
        var lookout = try lookout()
        try runs.write(new, "0.03 0.04")
        try runs.folder.write("runs/\(new)/\(RunsOnDisk.model)", Array("tree\nversion=v4\n".utf8))
        #expect(isNothing(lookout.look()))
        let why = try #require(reason(lookout.look()))
        #expect(why.hasPrefix("goes on with the run \(old), and does not take the run \(new): "), "\(why)")
        #expect(why.hasSuffix("which is not the checksum in the metadata"), "\(why)")
        for _ in 0..<3 { #expect(isNothing(lookout.look())) }
        try runs.write(new, "0.03 0.04")
        #expect(isNothing(lookout.look()))
        #expect(path(lookout.look()) == new)
    }

    @Test func `a run without one of the families is refused`() throws {
        var lookout = try lookout()
        try runs.write(new, "0.03 0.04", without: "family=Forest")
        #expect(isNothing(lookout.look()))
        let why = try #require(reason(lookout.look()))
        #expect(why.hasSuffix("its families are LightGBM, and Forest, LightGBM were planned"), "\(why)")
    }

    @Test func `a run of other features is refused`() throws {
        var lookout = try lookout()
        for (name, bytes) in try RunsOnDisk.signed(leaves: "0.03 0.04") where name.hasSuffix(".txt") {
            let other = Array(
                String(decoding: bytes, as: UTF8.self).replacing("rsi_14", with: "vol_10d").utf8)
            let meta = """
                {"interval_minutes": 1440, "n_features": 2, "model_checksum": "\(try SHA256(of: other))"}
                """
            try runs.folder.write("runs/\(new)/\(name)", other)
            try runs.folder.write(
                "runs/\(new)/\(name.replacing("model.txt", with: "model_meta.json"))", Array(meta.utf8))
        }
        #expect(isNothing(lookout.look()))
        let why = try #require(reason(lookout.look()))
        #expect(why.hasSuffix("it asks for vol_10d and does not ask for rsi_14"), "\(why)")
    }

    @Test func `a run that gives less over a horizon is refused`() throws {
        try runs.write("20260101_120000", "-0.01 0.02")
        let yaml = runs.settings().replacing(
            "as: return }", with: "as: score }, 2d: { target: valley, as: score }")
        var lookout = try lookout(yaml.replacing("1m, ", with: "1m, families: [LightGBM], "))
        try runs.write(new, "0.03 0.04", without: "targets/valley")
        #expect(isNothing(lookout.look()))
        let why = try #require(reason(lookout.look()))
        #expect(why.hasSuffix("the run has no target 'valley'"), "\(why)")
    }

    @Test func `a family that speaks over fewer horizons, or over more, is refused`() throws {
        let yaml = runs.settings().replacing(
            "as: return }",
            with: "as: score }, 2d: { target: valley, as: score }, 3d: { target: peak, as: score }")
        let files = try RunsOnDisk.signed(leaves: "1 2").filter { $0.key.contains("targets/up/") }
        func write(_ run: String, forestsOf targets: Set<String>) throws {
            for target in ["up", "valley", "peak"] {
                for (name, bytes) in files where targets.contains(target) || !name.contains("Forest") {
                    try runs.folder.write("runs/\(run)/\(name.replacing("/up/", with: "/\(target)/"))", bytes)
                }
            }
        }
        try runs.folder.remove("runs/\(old)")
        try write(old, forestsOf: ["up", "peak"])
        var lookout = try lookout(yaml)
        try write(new, forestsOf: ["up", "valley"])
        #expect(isNothing(lookout.look()))
        let why = try #require(reason(lookout.look()))
        #expect(why.hasSuffix("it gives a score over 2d of Forest, no score over 3d of Forest"), "\(why)")
    }

    @Test(arguments: [true, false])
    func `what changes while it is read is looked at again`(isBroken: Bool) throws {
        var lookout = try lookout()
        try runs.write(new, "0.03 0.04")
        #expect(isNothing(lookout.look()))
        let path = runs.folder.path + "/runs/\(new)/\(RunsOnDisk.model)"
        let bytes = try #require(RunsOnDisk.signed(leaves: isBroken ? "7 8" : "0.03 0.04")[RunsOnDisk.model])
        runs.onRead.withLock { $0 = { try? Data(bytes).write(to: URL(filePath: path)) } }
        #expect(isNothing(lookout.look()))
        #expect(isNothing(lookout.look()))
        let finding = lookout.look()
        #expect(isBroken ? reason(finding) != nil : self.path(finding) == new)
    }

    @Test func `a run that vanishes is told of, and the models go on`() throws {
        var lookout = try lookout()
        try runs.folder.remove("runs/\(old)")
        let why = try #require(reason(lookout.look()))
        #expect(why.hasPrefix("goes on with the run \(old): "), "\(why)")
        #expect(isNothing(lookout.look()))
        try runs.write(old, "-0.01 0.02")
        for _ in 0..<3 { #expect(isNothing(lookout.look())) }
    }

    @Test func `a folder without an end cannot be followed`() throws {
        try runs.folder.link("runs/\(old)/targets/up/models/loop", to: "..")
        let settings = try ModelSettings.test(runs.settings())
        #expect(throws: FileError.self) { try RunMark(settings, runs.files) }
    }
}
