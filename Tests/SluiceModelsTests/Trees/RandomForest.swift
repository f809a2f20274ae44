import Testing

@testable import SluiceModels

/// Forests and rows made by dice of a seed.
struct RandomForest {
    /// What a forest is like.
    struct Kind: Sendable, CustomTestStringConvertible {
        var name: String
        var features = 9
        var trees = 70
        var leaves = 1...31
        var thresholds = 40
        var categories = 0
        var isOblivious = false
        var isSingle = false
        var isLinear = false
        var groups = 1
        var leafWidth = 1
        var zeroIsMissing = false

        var testDescription: String { name }
    }

    private(set) var forest: TreeForest
    private let kind: Kind
    private var state: UInt64

    init(_ kind: Kind, seed: UInt64) throws {
        (self.kind, state) = (kind, seed)
        forest = TreeForest(features: kind.features, groups: kind.groups)
        forest.leafWidth = kind.leafWidth
        (forest.divisor, forest.scale) = (kind.isOblivious ? 1 : 3, kind.isOblivious ? 0.7 : 1)
        if kind.isSingle { (forest.precision, forest.roundsInput) = (.single, true) }
        for group in 0..<kind.groups { forest.base[group] = Double(Float(value())) }
        if kind.isLinear { forest.linear = LinearLeaves() }
        for number in 0..<kind.trees {
            try kind.isOblivious ? addLevels() : addTree(group: number % (kind.groups - kind.leafWidth + 1))
        }
    }

    mutating func dice(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    private mutating func value() -> Double { Double(dice(2_000_001) - 1_000_000) / 99_991 }

    /// A threshold among some that come again, with infinities and both zeros now and then.
    private mutating func threshold() -> Double {
        switch dice(40) {
        case 0: return 0
        case 1: return -0.0
        case 2: return dice(2) == 0 ? .infinity : -.infinity
        default:
            let value = Double(dice(kind.thresholds) - kind.thresholds / 2) / 7
            return kind.isSingle ? Double(Float(value)) : value
        }
    }

    private mutating func split() -> TreeNode {
        var rule: TreeNode.Rule = dice(2) == 0 ? .missingLeft : []
        let feature = dice(kind.features)
        if kind.categories > 0, feature % 3 == 0 {
            rule.insert(.isCategorical)
            if dice(3) > 0 { rule.insert(.setGoesLeft) }
            forest.sets.add((0..<(1 + dice(kind.categories / 32))).map { _ in UInt32(dice(1 << 31)) })
            return TreeNode(
                threshold: Double(forest.sets.count - 1), feature: UInt32(feature), rule: rule, left: 0,
                right: 0)
        }
        if kind.zeroIsMissing, dice(2) == 0 { rule.insert(.zeroIsMissing) }
        return TreeNode(threshold: threshold(), feature: UInt32(feature), rule: rule, left: 0, right: 0)
    }

    private mutating func addTree(group: Int) throws {
        let leafCount = kind.leaves.lowerBound + dice(kind.leaves.count)
        // A leaf becomes a split with two, until there are enough.
        var nodes: [TreeNode] = []
        var open: [(parent: Int, isLeft: Bool)] = [(-1, false)]
        while open.count < leafCount {
            let place = open.remove(at: dice(open.count))
            attach(Int32(nodes.count), place, &nodes)
            open += [(nodes.count, true), (nodes.count, false)]
            nodes.append(split())
        }
        for leaf in open.indices {
            let other = dice(leaf + 1)
            open.swapAt(leaf, other)
        }
        for (leaf, place) in open.enumerated() { attach(~Int32(leaf), place, &nodes) }
        for _ in 0..<leafCount {
            for _ in 0..<kind.leafWidth {
                forest.leaves.append(kind.isSingle ? Double(Float(value())) : value())
            }
            addTerms()
        }
        try forest.add(nodes, leafCount: leafCount, group: group)
    }

    private func attach(_ child: Int32, _ place: (parent: Int, isLeft: Bool), _ nodes: inout [TreeNode]) {
        guard place.parent >= 0 else { return }
        if place.isLeft { nodes[place.parent].left = child } else { nodes[place.parent].right = child }
    }

    private mutating func addTerms() {
        guard var linear = forest.linear else { return }
        linear.constants.append(value())
        for _ in 0..<dice(4) {
            linear.features.append(UInt32(dice(kind.features)))
            linear.coefficients.append(value())
        }
        linear.bounds.append(Int32(linear.features.count))
        forest.linear = linear
    }

    private mutating func addLevels() throws {
        let depth = dice(kind.leaves.upperBound + 1)
        let levels = (0..<depth).map { _ in split() }
        let values = (0..<(1 << depth)).map { _ in value() }
        try forest.add(levels: levels, values: values, at: nil)
    }

    /// Rows with what is missing, infinite, zero, nearly zero, a threshold or right beside one.
    mutating func rows(_ count: Int) -> [Double] {
        (0..<count * kind.features).map { place in
            switch dice(30) {
            case 0, 1: return .nan
            case 2: return dice(2) == 0 ? .infinity : -.infinity
            case 3: return [0, -0.0, 1e-36, -1e-36, 1e-35, 1e-34, -0.5, -1, 1e300][dice(9)]
            case 4...12: return threshold()
            case 13: return threshold().nextUp
            case 14: return threshold().nextDown
            default:
                return kind.categories > 0 && place % kind.features % 3 == 0
                    ? Double(dice(kind.categories + 40)) + Double(dice(2)) / 2 : value()
            }
        }
    }
}
