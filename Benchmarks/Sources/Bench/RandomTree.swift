import SluiceKit

/// A tree grown leaf by leaf at random, in the arrays that both libraries' files are made of.
///
/// Inner nodes are numbered in the order in which they were made; a child below 0 is the leaf `~child`.
struct RandomTree {
    private(set) var feature: [Int] = []
    private(set) var threshold: [Double] = []
    private(set) var left: [Int] = []
    private(set) var right: [Int] = []
    private(set) var leaf: [Double] = [0]

    init(leaves: Int, scales: [Double], _ dice: inout Dice) {
        /// Where each leaf hangs: the node and whether it is the left child.
        var parents: [(node: Int, isLeft: Bool)?] = [nil]
        while leaf.count < leaves {
            let split = Int(dice.uniform() * Double(leaf.count))
            let (node, fresh) = (feature.count, leaf.count)
            let number = Int(dice.uniform() * Double(scales.count))
            feature.append(number)
            // Numbers of single precision mean the same to libraries of either.
            threshold.append(Double(Float(scales[number] * dice.normal())))
            left.append(~split)
            right.append(~fresh)
            if let parent = parents[split] {
                if parent.isLeft { left[parent.node] = node } else { right[parent.node] = node }
            }
            parents[split] = (node, true)
            parents.append((node, false))
            leaf.append(0)
        }
        for index in leaf.indices { leaf[index] = 0.001 * dice.normal() }
    }

    /// The tree as a block of LightGBM's text.
    func lightGBM(number: Int) -> String {
        func words(_ numbers: [some CustomStringConvertible]) -> String {
            numbers.map(\.description).joined(separator: " ")
        }
        return """
            Tree=\(number)
            num_leaves=\(leaf.count)
            num_cat=0
            split_feature=\(words(feature))
            threshold=\(words(threshold))
            decision_type=\(words(feature.map { _ in 2 }))
            left_child=\(words(left))
            right_child=\(words(right))
            leaf_value=\(words(leaf))
            is_linear=0
            shrinkage=1


            """
    }

    /// The tree as an object of XGBoost's JSON; its leaves stand behind the inner nodes.
    func xgboost(number: Int, features: Int) -> String {
        let inner = feature.count
        func place(_ child: Int) -> Int { child < 0 ? inner + ~child : child }
        func list(_ numbers: [some CustomStringConvertible]) -> String {
            "[\(numbers.map(\.description).joined(separator: ","))]"
        }
        let none = leaf.map { _ in -1 }
        var parents = Array(repeating: Int(Int32.max), count: inner + leaf.count)
        for node in 0..<inner { (parents[place(left[node])], parents[place(right[node])]) = (node, node) }
        let zeros = list(parents.map { _ in 0 })
        return """
            {"base_weights":\(zeros),"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],\
            "default_left":\(zeros),"id":\(number),"left_children":\(list(left.map(place) + none)),\
            "loss_changes":\(zeros),"parents":\(list(parents)),"right_children":\(list(right.map(place) + none)),\
            "split_conditions":\(list(threshold.map { Float($0) } + leaf.map { Float($0) })),\
            "split_indices":\(list(feature + leaf.map { _ in 0 })),"split_type":\(zeros),"sum_hessian":\(zeros),\
            "tree_param":{"num_deleted":"0","num_feature":"\(features)","num_nodes":"\(parents.count)",\
            "size_leaf_vector":"1"}}
            """
    }
}
