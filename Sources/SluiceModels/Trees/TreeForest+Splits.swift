extension TreeForest {
    /// LightGBM's bound for numbers that count as zero: 1e-35 in single precision.
    static let zeroBound = Double(Float(1e-35))

    /// Whether a value goes left at a split.
    @inline(__always)
    func goesLeft(_ node: TreeNode, _ value: Double) -> Bool {
        if value.isNaN { return node.rule.contains(.missingLeft) }
        if node.rule.contains(.isCategorical) {
            let goesLeft = node.rule.contains(.setGoesLeft)
            // A library that sends the set right takes no number below 0 for a category.
            let isInSet = (goesLeft || value >= 0) && sets.contains(value, set: Int(node.threshold))
            return isInSet == goesLeft
        }
        if node.rule.contains(.zeroIsMissing), value.magnitude <= Self.zeroBound {
            return node.rule.contains(.missingLeft)
        }
        return value <= node.threshold
    }

    /// What a leaf adds for a row; `part` picks among the numbers of a leaf that has several.
    @inline(__always)
    func value(ofLeaf leaf: Int, _ part: Int, _ row: UnsafePointer<Double>) -> Double {
        guard let linear else { return leaves[leaf * leafWidth + part] }
        var sum = linear.constants[leaf]
        for term in Int(linear.bounds[leaf])..<Int(linear.bounds[leaf + 1]) {
            let value = row[Int(linear.features[term])]
            if value.isNaN { return leaves[leaf] }
            sum += linear.coefficients[term] * value
        }
        return sum
    }

    /// How many bytes its splits, leaves and sets take.
    var bytes: Int {
        nodes.count * MemoryLayout<TreeNode>.stride + leaves.count * 8 + trees.count * 8 + sets.words.count
            * 4
    }

    /// Whether its leaves are plain numbers of one sum.
    ///
    /// Single precision is summed as such where every number is one of it; the sum of two is then the same either way.
    var hasOneSum: Bool {
        guard groups == 1, leafWidth == 1, linear == nil else { return false }
        guard precision == .single else { return true }
        return leaves.allSatisfy { Double(Float($0)) == $0 } && base.allSatisfy { Double(Float($0)) == $0 }
    }
}
