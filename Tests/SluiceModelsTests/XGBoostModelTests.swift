import SluiceModels
import Testing

/// XGBoost's rules on a small tree written by hand.
@Suite struct XGBoostModelTests {
    /// A file of one tree with one split of the first of two features, or of a tree for each output.
    private func file(
        objective: String = "reg:squarederror", base: String = "[0]", targets: Int = 1, leaves: String = "",
        width: Int = 1, trees: Int = 1, first: String = "0"
    ) -> String {
        let tree = """
            {"left_children":[1,-1,-1],"right_children":[2,0,1],"split_indices":[0,0,0],\(leaves)
             "split_conditions":[1.5,0.25,-0.5],"default_left":[1,0,0],"tree_param":{"size_leaf_vector":"\(width)"}}
            """
        let list = Array(repeating: tree, count: trees).joined(separator: ",")
        let info = (0..<trees).map { $0 == 0 ? first : "\($0)" }.joined(separator: ",")
        return """
            {"learner":{"learner_model_param":{"base_score":"\(base)","num_class":"0","num_feature":"2",
             "num_target":"\(targets)"},"objective":{"name":"\(objective)"},"feature_names":["one","two"],
             "gradient_booster":{"name":"gbtree","model":{"tree_info":[\(info)],"trees":[\(list)]}}}}
            """
    }

    private func model(_ text: String) throws -> Model { try ModelSamples.model(Array(text.utf8)) }

    @Test func `a value below the condition goes left, and a missing one where the split says`() throws {
        let model = try model(file(base: "[5E-1]"))
        #expect(model([1.4, 0]) == [0.75])
        #expect(model([1.5, 0]) == [0])
        #expect(model([.nan, 0]) == [0.75])
        #expect(model.features == ["one", "two"])
    }

    @Test(arguments: [
        // The base score is a margin.
        ("binary:logitraw", "[2.5E-1]", 0.5, 0.5), ("reg:expectileerror", "0.25", 0.5, 0.5),
        // logit(0.5) is 0; 1 / (1 + exp(-0.25)) and exp(0.25) in single precision.
        ("binary:logistic", "5E-1", 0.25, 0.5621765255928040),
        ("reg:gamma", "1E0", 0.25, 1.2840254306793213),
        ("binary:hinge", "[0]", 0.25, 1), ("binary:hinge", "[-1]", -0.75, 0),
    ])
    func `a worked number of each objective's base score and output`(
        objective: String, base: String, margin: Double, output: Double
    ) throws {
        let model = try model(file(objective: objective, base: base))
        #expect(model.margins([0, 0]) == [margin])
        #expect(model([0, 0]) == [output])
    }

    @Test func `the class with the largest sum is the one output of softmax`() throws {
        let text = file(objective: "multi:softmax", base: "[0,2,-1]", trees: 3)
            .replacing(#""num_class":"0""#, with: #""num_class":"3""#)
        #expect(try model(text)([0, 0]) == [1])
        #expect(try model(text).margins([0, 0]) == [0.25, 2.25, -0.75])
    }

    @Test(arguments: [
        #""leaf_weights":[1,10,2,20],"#, #""base_weights":[7,7,1,10,2,20],"#,
    ])
    func `a leaf of several numbers adds one to each output`(leaves: String) throws {
        let model = try model(file(base: "[100,200]", targets: 2, leaves: leaves, width: 2))
        #expect(model([0, 0]) == [101, 210])
        #expect(model([2, 0]) == [102, 220])
    }

    @Test(arguments: [
        (#""leaf_weights":[1,10,2],"#, 2, "inconsistent"),
        (#""base_weights":[7,7,1,10],"#, 2, "inconsistent"),
        ("", 2, "malformed"), ("", 3, "malformed"), (#""leaf_weights":[1,2,3,4,5,6],"#, 3, "inconsistent"),
    ])
    func `leaves that do not fit the outputs are refused`(leaves: String, width: Int, code: String) throws {
        let text = file(base: "[100,200]", targets: 2, leaves: leaves, width: width)
        let error = #expect(throws: ModelError.self) { try model(text) }
        #expect(error?.code.rawValue == code, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("1", 1, "adds to output 1 of 1"), ("-1", 1, "adds to output -1 of 1"),
        ("1", 2, "adds to output 1 to 2 of 2"), ("-1", 2, "adds to output -1 to 0 of 2"),
        ("2147483647", 2, "adds to output 2147483647 to 2147483648 of 2"),
        ("0.5", 1, "output is 0.5"), ("1e300", 2, "output is 1e+300"),
    ])
    func `a tree that adds beyond the outputs is refused`(first: String, width: Int, fault: String) throws {
        let leaves = width == 1 ? "" : #""leaf_weights":[1,10,2,20],"#
        let text = file(base: "[0]", targets: width, leaves: leaves, width: width, first: first)
        let error = #expect(throws: ModelError.self) { try model(text) }
        #expect(error?.description.contains(fault) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("trees[0]") == true, "\(error?.description ?? "")")
    }
}
