/// The lines of one tree, as they come.
struct LightGBMTree {
    private(set) var leafCount = 0
    private var splitFeature: [Int] = []
    private var threshold: [Double] = []
    private var decision: [Int] = []
    private var left: [Int] = []
    private var right: [Int] = []
    private(set) var leafValue: [Double] = []
    private var setBounds: [Int] = []
    private var setWords: [Int] = []
    private(set) var isLinear = false
    private(set) var constants: [Double] = []
    private(set) var termCounts: [Int] = []
    private(set) var termFeatures: [Int] = []
    private(set) var coefficients: [Double] = []
    private(set) var place = ModelError.Place.line(0)
    private var splits: [TreeNode] = []

    /// Forgets all but the room it has.
    mutating func begin(at place: ModelError.Place) {
        self.place = place
        (leafCount, isLinear) = (0, false)
        for list in [\Self.splitFeature, \.decision, \.left, \.right, \.setBounds, \.setWords, \.termCounts] {
            self[keyPath: list].removeAll(keepingCapacity: true)
        }
        for list in [\Self.threshold, \.leafValue, \.constants, \.coefficients] {
            self[keyPath: list].removeAll(keepingCapacity: true)
        }
        termFeatures.removeAll(keepingCapacity: true)
    }

    /// Takes a line of the tree; keys that say nothing about its numbers are passed over.
    mutating func take(_ line: LineScanner.Bytes, at place: ModelError.Place) throws(ModelError) {
        guard let (key, value) = line.pair else { return }
        if key.equals("num_leaves") {
            leafCount = try Self.integer(value, at: place)
        } else if key.equals("split_feature") {
            try Self.integers(value, into: &splitFeature, at: place)
        } else if key.equals("threshold") {
            try Self.doubles(value, into: &threshold, at: place)
        } else if key.equals("decision_type") {
            try Self.integers(value, into: &decision, at: place)
        } else if key.equals("left_child") {
            try Self.integers(value, into: &left, at: place)
        } else if key.equals("right_child") {
            try Self.integers(value, into: &right, at: place)
        } else if key.equals("leaf_value") {
            try Self.doubles(value, into: &leafValue, at: place)
        } else if key.equals("cat_boundaries") {
            try Self.integers(value, into: &setBounds, at: place)
        } else if key.equals("cat_threshold") {
            try Self.integers(value, into: &setWords, at: place)
        } else if key.equals("is_linear") {
            isLinear = value.equals("1")
        } else if key.equals("leaf_const") {
            try Self.doubles(value, into: &constants, at: place)
        } else if key.equals("num_features") {
            try Self.integers(value, into: &termCounts, at: place)
        } else if key.equals("leaf_features") {
            try Self.integers(value, into: &termFeatures, at: place)
        } else if key.equals("leaf_coeff") {
            try Self.doubles(value, into: &coefficients, at: place)
        }
    }

    /// Adds the tree to a forest.
    mutating func add(to forest: inout TreeForest, group: Int) throws(ModelError) {
        let count = max(leafCount - 1, 0)
        guard leafCount > 0, leafValue.count == leafCount,
            [splitFeature.count, threshold.count, decision.count, left.count, right.count].allSatisfy({
                $0 == count
            })
        else {
            throw ModelError(
                .inconsistent, "the tree has \(leafCount) leaves, and not one number for each leaf and split",
                at: place)
        }
        let firstSet = forest.sets.count
        try addSets(to: &forest)
        splits.removeAll(keepingCapacity: true)
        for index in 0..<count { splits.append(try split(index, firstSet: firstSet)) }
        for value in leafValue where !value.isFinite {
            throw ModelError(.malformed, "a leaf is worth \(value)", at: place)
        }
        forest.leaves.append(contentsOf: leafValue)
        try addTerms(to: &forest)
        try forest.add(splits, leafCount: leafCount, group: group, at: place)
    }

    /// Bit 0 of a decision says category, bit 1 that missing goes left, bits 2 and 3 what counts as missing.
    private func split(_ index: Int, firstSet: Int) throws(ModelError) -> TreeNode {
        guard let feature = UInt32(exactly: splitFeature[index]), let left = Int32(exactly: left[index]),
            let right = Int32(exactly: right[index])
        else { throw ModelError(.malformed, "split \(index) has a number out of range", at: place) }
        var node = TreeNode(
            threshold: threshold[index], feature: feature, rule: [], left: left, right: right)
        if decision[index] & 1 == 1 {
            node.rule = [.isCategorical, .setGoesLeft]
            node.threshold += Double(firstSet)
            return node
        }
        let goesLeft = decision[index] & 2 != 0
        switch decision[index] >> 2 & 3 {
        // Nothing is missing: what is not a number counts as 0.
        case 0: if 0 <= node.threshold { node.rule = .missingLeft }
        case 1: node.rule = goesLeft ? [.missingLeft, .zeroIsMissing] : .zeroIsMissing
        case 2: if goesLeft { node.rule = .missingLeft }
        default:
            throw ModelError(.unsupported, "split \(index) has the decision \(decision[index])", at: place)
        }
        return node
    }

    private func addSets(to forest: inout TreeForest) throws(ModelError) {
        for (first, end) in zip(setBounds, setBounds.dropFirst()) {
            guard first >= 0, first <= end, end <= setWords.count else {
                throw ModelError(.inconsistent, "the bounds of the sets of categories do not fit", at: place)
            }
            forest.sets.add(setWords[first..<end].map { UInt32(truncatingIfNeeded: $0) })
        }
    }

    private func addTerms(to forest: inout TreeForest) throws(ModelError) {
        guard isLinear || forest.linear != nil else { return }
        var linear = forest.linear ?? LinearLeaves()
        // Trees before the first linear one have constant leaves.
        for leaf in linear.constants.count..<(forest.leaves.count - leafCount) {
            linear.constants.append(forest.leaves[leaf])
            linear.bounds.append(Int32(linear.features.count))
        }
        let counts = isLinear ? termCounts : Array(repeating: 0, count: leafCount)
        let constants = isLinear ? constants : leafValue
        // Each within the terms that there are, so that their sum is a number.
        guard counts.count == leafCount, constants.count == leafCount,
            counts.allSatisfy({ $0 >= 0 && $0 <= termFeatures.count }),
            counts.reduce(0, +) == termFeatures.count, termFeatures.count == coefficients.count,
            termFeatures.allSatisfy({ $0 >= 0 && $0 < forest.features })
        else { throw ModelError(.inconsistent, "the terms of the linear leaves do not fit", at: place) }
        linear.constants += constants
        linear.features += termFeatures.map { UInt32($0) }
        linear.coefficients += coefficients
        var end = Int(linear.bounds.last ?? 0)
        for count in counts {
            end += count
            linear.bounds.append(Int32(end))
        }
        forest.linear = linear
    }
}

extension LightGBMTree {
    private static func integer(
        _ bytes: LineScanner.Bytes, at place: ModelError.Place
    ) throws(ModelError) -> Int {
        guard let value = DecimalNumber.integer(bytes) else {
            throw ModelError(.malformed, "'\(bytes.text.prefix(40))' is no whole number", at: place)
        }
        return value
    }

    private static func integers(
        _ bytes: LineScanner.Bytes, into list: inout [Int], at place: ModelError.Place
    ) throws(ModelError) {
        list.removeAll(keepingCapacity: true)
        try bytes.forEachWord { word throws(ModelError) in list.append(try integer(word, at: place)) }
    }

    private static func doubles(
        _ bytes: LineScanner.Bytes, into list: inout [Double], at place: ModelError.Place
    ) throws(ModelError) {
        list.removeAll(keepingCapacity: true)
        try bytes.forEachWord { word throws(ModelError) in
            guard let value = DecimalNumber.double(word) else {
                throw ModelError(.malformed, "'\(word.text.prefix(40))' is no number", at: place)
            }
            list.append(value)
        }
    }
}
