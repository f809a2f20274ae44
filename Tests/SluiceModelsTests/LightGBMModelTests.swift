import SluiceModels
import Testing

/// LightGBM's rules on small trees written by hand.
@Suite struct LightGBMModelTests {
    /// A file of one tree with one split of the first of two features.
    private func file(
        decision: Int = 2, threshold: String = "1.5", objective: String = "regression", more: String = "",
        head: String = ""
    ) -> String {
        """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=1
        objective=\(objective)
        \(head)
        feature_names=one two

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=\(threshold)
        decision_type=\(decision)
        left_child=-1
        right_child=-2
        leaf_value=10 20
        is_linear=0
        \(more)

        end of trees
        """
    }

    private func model(_ text: String) throws -> Model { try ModelSamples.model(Array(text.utf8)) }

    @Test(arguments: [
        // Nothing is missing: what is not a number counts as 0.
        (0, 1.5, 10.0), (0, 1.6, 20), (0, .nan, 10),
        // Zero is missing, and goes right or left.
        (4, 0, 20), (4, 1e-36, 20), (4, 1, 10), (4, .nan, 20), (6, 0, 10), (6, .nan, 10),
        // What is not a number is missing.
        (8, .nan, 20), (10, .nan, 10), (8, 0, 10), (8, .infinity, 20), (10, -.infinity, 10),
    ])
    func `a split sends values and missing ones where its decision says`(
        decision: Int, value: Double, leaf: Double
    ) throws {
        let model = try model(file(decision: decision))
        #expect(model.features == ["one", "two"])
        #expect(model([value, 7]) == [leaf])
    }

    @Test(arguments: [
        (0.0, 10.0), (1, 20), (33, 10), (64, 20), (.nan, 20), (-1, 20), (-0.5, 10), (1e300, 20),
    ])
    func `a category goes left when it is in the set`(value: Double, leaf: Double) throws {
        // Bits 0 and 33.
        let sets = "cat_boundaries=0 2\ncat_threshold=1 2"
        #expect(try model(file(decision: 1, threshold: "0", more: sets))([value, 0]) == [leaf])
    }

    @Test func `a worked number of each output transform`() throws {
        #expect(try model(file(objective: "poisson"))([0, 0])[0].isClose(22_026.465794806718))
        #expect(try model(file(objective: "binary sigmoid:0.1"))([0, 0])[0].isClose(0.7310585786300049))
        #expect(try model(file(objective: "regression sqrt"))([0, 0]) == [100])
        #expect(try model(file(objective: "cross_entropy_lambda"))([0, 0])[0].isClose(10.000045398899218))
        #expect(try model(file(head: "average_output"))([9, 0]) == [20])
    }

    @Test(arguments: [
        ("v4", "v9", "unsupported"), ("tree\n", "tree_\n", "unsupported"), ("end of trees", "", "truncated"),
        ("leaf_value=10 20", "leaf_value=10", "inconsistent"),
        ("leaf_value=10 20", "leaf_value=10 x", "malformed"),
        ("leaf_value=10 20", "leaf_value=10 inf", "malformed"),
        ("split_feature=0", "split_feature=2", "inconsistent"),
        ("left_child=-1", "left_child=0", "inconsistent"),
        ("right_child=-2", "right_child=-1", "inconsistent"),
        ("threshold=1.5", "threshold=nan", "inconsistent"), ("names=one two", "names=one", "inconsistent"),
        ("objective=regression", "objective=novel", "unsupported"),
        ("decision_type=2", "decision_type=1", "inconsistent"),
        ("decision_type=2", "decision_type=12", "unsupported"),
        ("max_feature_idx=1", "max_feature_idx=-5", "malformed"),
        ("num_leaves=2", "num_leaves=0", "inconsistent"),
    ])
    func `what contradicts itself is refused`(sound: String, wrong: String, code: String) throws {
        let text = file().replacing(sound, with: wrong)
        #expect(text != file())
        let error = #expect(throws: ModelError.self) { try model(text) }
        #expect(error?.code.rawValue == code, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        "4611686018427387904 4611686018427387904", "9223372036854775807 1", "-1 2", "2 0", "1",
    ])
    func `terms that do not fit the linear leaves are refused`(counts: String) throws {
        func linear(_ counts: String) -> String {
            file(
                more: "is_linear=1\nleaf_const=1 2\nnum_features=\(counts)\nleaf_features=0\nleaf_coeff=3")
        }
        #expect(try model(linear("1 0"))([1, 7]) == [4])
        let error = #expect(throws: ModelError.self) { try model(linear(counts)) }
        #expect(error?.code == .inconsistent, "\(error?.description ?? "")")
    }
}

extension Double {
    /// Whether a number is the same but for rounding.
    func isClose(_ other: Double) -> Bool { (self - other).magnitude <= 1e-12 * max(1, other.magnitude) }
}
