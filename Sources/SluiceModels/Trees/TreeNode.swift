/// A split of a tree: 24 bytes, in the order in which a row meets them.
///
/// A child below zero is a leaf: `~child` is its number.
struct TreeNode {
    /// How a split decides, as bits.
    struct Rule: OptionSet {
        let rawValue: UInt32
        /// A missing value goes left.
        static let missingLeft = Rule(rawValue: 1)
        /// A value within 1e-35 of zero is a missing one.
        static let zeroIsMissing = Rule(rawValue: 2)
        /// The value is a category; the threshold is the number of a set.
        static let isCategorical = Rule(rawValue: 4)
        /// Categories of the set go left; without this they go right.
        static let setGoesLeft = Rule(rawValue: 8)
    }

    /// A value that is at most this goes left; the number of a set for categories.
    var threshold: Double
    /// The feature's number.
    var feature: UInt32
    /// How the split decides.
    var rule: Rule
    /// Where a value goes that is left.
    var left: Int32
    /// Where a value goes that is right.
    var right: Int32
}

/// One tree of a forest.
struct Tree {
    /// The first node, or `~leaf` of a tree without splits.
    var root: Int32
    /// The output that the tree adds to.
    var group: Int32
}
