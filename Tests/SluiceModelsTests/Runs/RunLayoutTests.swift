import SluiceModels
import Testing

/// Where models stand in a run.
@Suite struct RunLayoutTests {
    /// A run whose one model stands in other folders.
    private func run(_ paths: String...) throws -> TrainingRun {
        let small = try SmallRun().folder.files
        var folder = MemoryFolder()
        for path in paths {
            for (name, bytes) in small {
                folder.files[path + name.dropFirst(SmallRun.model.count)] = bytes
            }
        }
        return try TrainingRun.open(folder)
    }

    @Test(arguments: [
        ("targets/a/models/view=V/family=F", RunPlace(target: "a", view: "V", family: "F")),
        ("targets/a/models/family=F", RunPlace(target: "a", family: "F")),
        ("targets/a/view=V/family=F", RunPlace(target: "a", view: "V", family: "F")),
        ("targets/a/family=F", RunPlace(target: "a", family: "F")),
        (
            "targets/a/models/view=V/universe=u/symbol=BRK.B/family=F",
            RunPlace(target: "a", view: "V", universe: "u", symbol: "BRK.B", family: "F")
        ),
        (
            "targets/a/models/symbol=S/view=V/family=F",
            RunPlace(target: "a", view: "V", symbol: "S", family: "F")
        ),
    ])
    func `levels are read in any order and may be missing`(path: String, place: RunPlace) throws {
        let run = try run(path)
        #expect(run.models.map(\.place) == [place])
        #expect(run.refusals == [])
        #expect(run.models.first?.file == path + "/model.txt")
    }

    @Test(arguments: [
        ("targets/a/models/view=V/view=W/family=F", RunRefusal.Reason.unknownLevel),
        ("targets/a/models/stage=V/family=F", .unknownLevel),
        ("targets/a/models/view=/family=F", .unknownLevel),
        ("targets/a/models/view=V/LightGBM", .modelMissing), ("targets/a/notes", .modelMissing),
        ("targets/a b/models/family=F", .badName), ("targets/a/models/family=F\u{1B}[2J", .badName),
        ("targets/a/models/family=" + String(repeating: "x", count: 200), .badName),
        ("targets/a/models/family=ä", .badName), ("targets/a/models/symbol=*/family=F", .badName),
    ])
    func `folders that are none of a run are refused`(path: String, reason: RunRefusal.Reason) throws {
        let run = try run(path, "targets/good/models/family=F")
        #expect(run.models.map(\.place.target) == ["good"])
        #expect(run.refusals.map(\.reason) == [reason], "\(run.refusals)")
        #expect(run.refusals.first?.description.contains("\u{1B}") == false)
    }

    @Test func `the same model in two folders is loaded once`() throws {
        let run = try run("targets/a/models/family=F", "targets/a/models/view=CROSS_SECTIONAL/family=F")
        #expect(run.models.count == 1)
        #expect(run.refusals.map(\.reason) == [.duplicate])
    }

    @Test func `hidden folders are passed over`() throws {
        let run = try run("targets/a/models/family=F", "targets/.tmp/models/family=F")
        #expect(run.models.count == 1 && run.refusals == [])
    }

    @Test func `a folder that leads out is refused, and no other`() throws {
        let small = try SmallRun().folder.files
        var folder = MemoryFolder(small)
        for (name, bytes) in small { folder.files[name.replacing("/up/", with: "/down/")] = bytes }
        folder.outside = ["targets/down/models"]
        let run = try TrainingRun.open(folder)
        #expect(run.models.map(\.place.target) == ["up"])
        #expect(run.refusals.map(\.reason) == [.outsideRun])
    }
}
