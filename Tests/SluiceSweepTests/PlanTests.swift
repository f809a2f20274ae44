import Foundation
import SluiceDocument
import SluiceKit
import SluicePipeline
import Testing

@testable import SluiceSweep

@Suite struct PlanTests {
    private let sample: SampleSweep

    init() throws { sample = try SampleSweep() }

    private func grid() throws -> SweepPlan {
        try sample.plan("stages.trend.with.fast=2,3,5", "stages.trend.with.slow=8,13")
    }

    @Test func `the same input gives the same bytes, and what is read is what was written`() throws {
        let plan = try grid()
        #expect(plan.cells.count == 6)
        #expect(try grid().text == plan.text)
        #expect(try SweepPlan(Array(plan.text.utf8), path: "p") == plan)
        let walk = try sample.plan("stages.trend.with.fast=2,3", walkForward: "train=60d,test=30d")
        #expect(walk.windows.count == 4)
        #expect(walk.cells.count == 16)
        #expect(try SweepPlan(Array(walk.text.utf8), path: "p") == walk)
    }

    @Test func `an id is made of the file, the data and the settings, in whatever order`() throws {
        let plan = try grid()
        let other = try sample.plan("stages.trend.with.slow=8,13", "stages.trend.with.fast=2,3,5")
        #expect(Set(plan.cells.map(\.id)) == Set(other.cells.map(\.id)))
        #expect(Set(plan.cells.map(\.id)).count == 6)
        let otherData = try SampleSweep(seed: 6).plan(
            "stages.trend.with.fast=2,3,5", "stages.trend.with.slow=8,13")
        let text = SampleSweep.pipeline.replacing("units: 10", with: "units: 11")
        let otherFile = try SampleSweep(text: text).plan(
            "stages.trend.with.fast=2,3,5", "stages.trend.with.slow=8,13")
        for stranger in [otherData, otherFile] {
            #expect(Set(plan.cells.map(\.id)).isDisjoint(with: stranger.cells.map(\.id)))
        }
    }

    @Test func `a combination that another repeats is left out and counted`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3,2")
        #expect((plan.cells.count, plan.repeated) == (2, 1))
    }

    @Test func `an axis that leads nowhere is told, a value that does not fit is a cell`() throws {
        for word in ["stages.trned.with.fast=5", "stages.trend.with.fsat=5", "nothing.here=5", "params.x=5"] {
            let setting = try #require(SweepSetting(parsing: word))
            let lost = try #require(SweepPlanner.findings(sample.world, [setting]), "\(word)")
            #expect(lost.diagnostics.contains { $0.span?.file == "--set" })
        }
        for word in ["stages.trend.with.fast=50", "stages.trend.with.fast=many", "stages.trend.with.fast=3"] {
            let setting = try #require(SweepSetting(parsing: word))
            #expect(SweepPlanner.findings(sample.world, [setting]) == nil, "\(word)")
        }
    }

    @Test func `a data stage that varies is read in every form of it`() throws {
        let plan = try sample.plan("stages.bars.with.path=bars.csv,./bars.csv")
        #expect(plan.origin.data.map(\.path) == ["bars.csv"])
        #expect(plan.origin.data[0].digest.count == 32)
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":2", "plan.jsonl:1: the plan is of another form than 1"),
        ("\"sharpe\"", "\"luck\"", "plan.jsonl:1: 'metric' is nothing that this program knows"),
        ("\"cells\":6", "\"cells\":7", "plan.jsonl: it says 7 cells and has 6"),
        ("\"repeated\":0", "\"repeated\": 0", "plan.jsonl:1: it is not what this program writes"),
        (
            "fast=5\",\"stages.trend.with.slow=8", "fast=6\",\"stages.trend.with.slow=8",
            "plan.jsonl:6: it is not"
        ),
        ("\"form\":\"sluice", "\"farm\":\"sluice", "plan.jsonl:1: 'form' is missing"),
        ("]}\n", "]},\n", "plan.jsonl:2: column"),
    ])
    func `a wrong line is named`(before: String, after: String, message: String) throws {
        let text = try grid().text
        let range = try #require(text.firstRange(of: before))
        let wrong = text.replacingCharacters(in: range, with: after)
        let error = #expect(throws: SweepError.self) { try SweepPlan(Array(wrong.utf8), path: "plan.jsonl") }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    /// Bytes of a plan changed, cut, doubled: 3,000 of them from seed 23.
    ///
    /// None is taken for a plan that says something else.
    @Test func `a damaged plan is refused, or it is the plan`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3", walkForward: "train=60d,test=30d")
        let bytes = Array(plan.text.utf8)
        var dice = Dice(seed: 23)
        var refused = 0
        for _ in 0..<3_000 {
            var wrong = bytes
            let place = Int(dice.next() % UInt64(bytes.count))
            switch dice.next() % 4 {
            case 0: wrong[place] = UInt8(truncatingIfNeeded: dice.next())
            case 1: wrong.removeSubrange(place...)
            case 2: wrong.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
            default: wrong.remove(at: place)
            }
            do throws(SweepError) {
                let read = try SweepPlan(wrong, path: "p")
                #expect(read.text.utf8.elementsEqual(wrong), "it was read as something else than it says")
            } catch { refused += 1 }
        }
        #expect(refused > 2_500)
    }

    @Test func `cells of someone else are read line by line`() throws {
        let text = "[\"a.b=1\",\"c.d=[2, 3]\"]\n\n[\"a.b=4\"]\n"
        let list = try CellList(Array(text.utf8), path: "c")
        #expect(list.cells.map { $0.map(\.text) } == [["a.b=1", "c.d=[2, 3]"], ["a.b=4"]])
        for wrong in ["", "[]\n", "{}\n", "[1]\n", "[\"a\"]\n", "[\"a=1\",\"a=2\"]\n", "[\"a=1\"\n"] {
            #expect(throws: SweepError.self) { try CellList(Array(wrong.utf8), path: "c") }
        }
    }
}
