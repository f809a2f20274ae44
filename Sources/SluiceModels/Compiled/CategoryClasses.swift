/// The categories of a feature, those that no split tells apart as one class.
///
/// A class has for each tree the leaves that are left when all splits on the feature are decided.
struct CategoryClasses {
    /// The most categories of a feature that are told apart.
    static let limit = 1 << 14

    let feature: Int
    /// The class of a missing value, of one that is in no set, of one between -1 and 0, and of 0, 1, 2, ...
    private(set) var classOf: [UInt16] = []
    /// A value of each class.
    private(set) var samples: [Double] = []

    /// The classes of a feature; nil when it has too many categories.
    init?(of feature: UInt32, in forest: TreeForest) {
        self.feature = Int(feature)
        let nodes = forest.nodes.filter { $0.feature == feature && $0.rule.contains(.isCategorical) }
        // Splits with one rule and one set decide alike.
        var distinct: [String: TreeNode] = [:]
        for node in nodes {
            let key = "\(node.rule.rawValue) \(Array(forest.sets.words(of: Int(node.threshold))))"
            distinct[key] = node
        }
        let tests = distinct.sorted { $0.key < $1.key }.map(\.value)
        let end = tests.map { forest.sets.words(of: Int($0.threshold)).count * 32 }.max() ?? 0
        guard end <= Self.limit, end * tests.count <= 1 << 24 else { return nil }
        var numbers: [[Bool]: UInt16] = [:]
        for value in [Double.nan, -1, -0.5] + (0..<end).map(Double.init) {
            let decisions = tests.map { forest.goesLeft($0, value) }
            if let number = numbers[decisions] {
                classOf.append(number)
            } else {
                guard numbers.count < Int(UInt16.max) else { return nil }
                numbers[decisions] = UInt16(numbers.count)
                classOf.append(UInt16(samples.count))
                samples.append(value)
            }
        }
    }

    /// The class of a value.
    @inline(__always)
    func number(of value: Double) -> Int {
        if value >= 0 {
            guard value < Double(classOf.count - 3) else { return Int(classOf[1]) }
            return Int(classOf[3 + Int(value)])
        }
        return Int(value.isNaN ? classOf[0] : value > -1 ? classOf[2] : classOf[1])
    }
}
