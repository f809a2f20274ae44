import SluiceModels
import Testing

/// What the training saw of each feature.
@Suite struct FeatureRangeTests {
    private func lightGBM(_ infos: String) throws -> Model {
        let text = SmallRun.lightGBM.replacing("NAMES", with: "one two\nfeature_infos=\(infos)")
        return try ModelSamples.model(Array(text.utf8))
    }

    @Test(arguments: [
        ("[-0.5:1e3] [2:2]", [-0.5...1_000, 2...2]),
        // A feature that was left out, and a category.
        ("none 0:3:7", [nil, nil]), ("none [0:1]", [nil, 0...1]),
        // What is no range says nothing.
        ("[1:0] [0:1]", [nil, 0...1]), ("[nan:1] [-inf:inf]", [nil, nil]), ("[:] []", [nil, nil]),
        ("[1] [1:2:3]", [nil, nil]), ("[0:1", [nil, nil]), ("[ [0:1]", [nil, 0...1]),
        ("[0:x] ]", [nil, nil]),
        // Not one for each feature.
        ("[0:1]", [nil, nil]), ("[0:1] [0:1] [0:1]", [nil, nil]), ("", [nil, nil]),
    ])
    func `LightGBM says it of numbers`(infos: String, ranges: [ClosedRange<Double>?]) throws {
        #expect(try lightGBM(infos).ranges == ranges)
    }

    @Test func `the golden run's LightGBM files say it, in the order of their features`() throws {
        let run = try TrainingRun.open(try MemoryFolder.goldenRun())
        let models = run.models.filter { $0.format == .lightGBM }
        #expect(models.count > 5)
        for model in models {
            let place = try #require(model.features.firstIndex(of: "rsi_14"))
            let range = try #require(model.model.ranges[place])
            #expect(model.model.ranges.count == 8 && range.lowerBound > 0 && range.upperBound <= 100)
        }
        for model in run.models where model.format == .catboostBinary || model.format == .onnx {
            #expect(model.model.ranges == Array(repeating: nil, count: 8), "\(model.file)")
        }
    }

    @Test func `metadata say it by name, and count more than the file`() throws {
        let known = "\"feature_ranges\": {\"two\": [-1, 4.5], \"other\": [0, 1], \"one\": null}"
        #expect(try SmallRun(known).open().models.first?.model.ranges == [nil, -1...4.5])
        var run = try SmallRun(known, signs: false)
        run.folder.change(
            SmallRun.model + "/model.txt", "objective=regression",
            "objective=regression\nfeature_infos=[0:3] [0:9]")
        let model = try #require(try run.open { $0.allowsUnsigned = true }.models.first)
        #expect(model.model.ranges == [0...3, -1...4.5])
        #expect(model.metadata.featureRanges["other"] == 0...1)
    }

    /// x' from 0 to 3 with a mean of 10 and a scale of 20 is x from 10 to 70; with a scale of -1 the ends change places.
    @Test func `a range after the preparation is one before it`() throws {
        var run = try SmallRun("", signs: false)
        run.folder.change(
            SmallRun.model + "/model.txt", "objective=regression",
            "objective=regression\nfeature_infos=[0:3] [0:9]")
        run.folder.write(
            SmallRun.model + "/preprocessing.json",
            "{\"features\": [\"two\", \"one\"], \"mean\": [0, 10], \"scale\": [-1, 20]}")
        let model = try #require(try run.open { $0.allowsUnsigned = true }.models.first)
        let (one, two) = (try #require(model.model.ranges[0]), try #require(model.model.ranges[1]))
        #expect(
            one.contains(10) && one.contains(70) && !one.contains(9.9999999999)
                && !one.contains(70.0000000001))
        #expect(two.contains(-9) && two.contains(0) && !two.contains(-9.0000000001) && !two.contains(1e-10))
    }

    @Test(arguments: [
        "[]", "3", "{\"one\": [1]}", "{\"one\": [1, 2, 3]}", "{\"one\": [2, 1]}", "{\"one\": [0, NaN]}",
        "{\"one\": [0, Infinity]}", "{\"one\": \"0:1\"}", "{\"one\": [\"a\", 1]}", "{\"one\": {}}",
    ])
    func `ranges that are none are a refusal`(text: String) throws {
        let refusals = try SmallRun("\"feature_ranges\": \(text)").open().refusals
        #expect(refusals.map(\.reason) == [.metadataInvalid])
    }
}
