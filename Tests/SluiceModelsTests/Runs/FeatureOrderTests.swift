import SluiceModels
import Testing

/// In which order a model takes its features.
@Suite struct FeatureOrderTests {
    private func open(_ names: String, _ meta: String) throws -> TrainingRun {
        try SmallRun(names: names, meta).open()
    }

    @Test func `the model's own names count, whatever the lists' order`() throws {
        let run = try open(
            "two one",
            "\"feature_list\": [\"one\", \"two\"], \"features\": [\"one\", \"two\"], \"n_features\": 2")
        #expect(run.models.first?.features == ["two", "one"])
        #expect(try open("two one", "\"n_features\": 2").models.first?.features == ["two", "one"])
    }

    @Test(arguments: ["Column_0 Column_1", "f0 f1", "0 1"])
    func `names that a library makes up are none`(names: String) throws {
        let meta = "\"feature_list\": [\"one\", \"two\"], \"features\": [\"two\", \"one\"]"
        #expect(try open(names, meta).models.first?.features == ["two", "one"])
        #expect(try open(names, "\"feature_names\": [\"b\", \"a\"]").models.first?.features == ["b", "a"])
    }

    @Test(arguments: [
        ("\"feature_list\": [\"one\", \"two\"]", RunRefusal.Reason.featureOrder),
        ("\"a\": 1", .featureOrder), ("\"features\": []", .featureOrder),
        ("\"features\": [\"one\", \"two\"], \"feature_names\": [\"two\", \"one\"]", .featureOrder),
        ("\"features\": [\"one\", \"two\"], \"feature_list\": [\"one\", \"three\"]", .featuresDiffer),
    ])
    func `without names a sorted list is no order`(meta: String, reason: RunRefusal.Reason) throws {
        let refusals = try open("Column_0 Column_1", meta).refusals
        #expect(refusals.map(\.reason) == [reason])
        #expect(refusals.first?.file?.hasSuffix("model_meta.json") == true)
    }

    @Test func `names of the same form in another order are names`() throws {
        let run = try open("f1 f0", "\"feature_list\": [\"f0\", \"f1\"]")
        #expect(run.models.first?.features == ["f1", "f0"])
    }
}
