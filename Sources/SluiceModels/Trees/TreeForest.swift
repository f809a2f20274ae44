/// Trees of any library in one form: every split is `value <= threshold`, every leaf a number for an output.
///
/// Nodes and leaves of all trees lie in one array each, tree behind tree. A library that compares single precision has
/// its thresholds moved so that the same rows go left (see `roundsInput`).
struct TreeForest {
    /// In which precision leaves are summed.
    enum Precision {
        case double
        case single
    }

    /// How many features a row has.
    var features: Int
    /// How many sums the trees make.
    var groups: Int
    /// The splits.
    var nodes: [TreeNode] = []
    /// The trees, in the order in which their leaves are summed.
    var trees: [Tree] = []
    /// What each leaf adds; a leaf of a tree of several outputs has `leafWidth` numbers, for groups from the tree's on.
    var leaves: [Double] = []
    /// How many numbers a leaf has.
    var leafWidth = 1
    /// The sets of categories.
    var sets = CategorySets()
    /// What a leaf adds beside its number; nil for leaves that are constant.
    var linear: LinearLeaves?
    /// Whether a feature counts as the nearest number of single precision.
    var roundsInput = false
    /// In which precision leaves are summed.
    var precision = Precision.double
    /// What each sum begins with.
    var base: [Double]
    /// What a sum is divided by at its end.
    var divisor = 1.0
    /// What a sum is multiplied by behind that.
    var scale = 1.0
    /// What is added to each sum behind `scale`.
    var bias: [Double]

    init(features: Int, groups: Int) {
        (self.features, self.groups) = (features, groups)
        base = Array(repeating: 0, count: groups)
        bias = Array(repeating: 0, count: groups)
    }
}

/// Sets of categories as bits, one behind another.
struct CategorySets {
    private(set) var words: [UInt32] = []
    private(set) var bounds: [Int32] = [0]

    /// How many sets there are.
    var count: Int { bounds.count - 1 }

    /// Adds a set: bit `category % 32` of word `category / 32`.
    mutating func add(_ set: some Collection<UInt32>) {
        words.append(contentsOf: set)
        bounds.append(Int32(words.count))
    }

    /// The words of a set.
    func words(of set: Int) -> ArraySlice<UInt32> { words[Int(bounds[set])..<Int(bounds[set + 1])] }

    /// Whether a set has a category, a number above -1 that is cut to a whole one; what is beyond the set is in none.
    @inline(__always)
    func contains(_ value: Double, set: Int) -> Bool {
        let (first, end) = (Int(bounds[set]), Int(bounds[set + 1]))
        guard value > -1, value < Double((end - first) * 32) else { return false }
        let category = Int(value)
        return words[first + category / 32] >> UInt32(category % 32) & 1 == 1
    }
}

/// Leaves that add a linear function of some features, unless one of these is missing.
struct LinearLeaves {
    /// What each leaf adds when no feature of it is missing.
    var constants: [Double] = []
    /// Where each leaf's terms begin; one more for the end.
    var bounds: [Int32] = [0]
    /// The feature of each term.
    var features: [UInt32] = []
    /// The coefficient of each term.
    var coefficients: [Double] = []
}
