/// Goes through the lines of a LightGBM file: a header, trees with a blank line behind each, and `end of trees`.
struct LightGBMReader {
    private(set) var header = LightGBMHeader()
    private(set) var forest = TreeForest(features: 0, groups: 1)
    private var lines: LineScanner
    private var tree = LightGBMTree()
    /// The probability of a quantile, from the parameters behind the trees; nil when they do not say.
    private(set) var alpha: Double?

    init(_ bytes: UnsafeBufferPointer<UInt8>) { lines = LineScanner(bytes) }

    mutating func read() throws(ModelError) {
        guard let first = lines.line(), first.equals("tree") else {
            throw ModelError(.malformed, "the file does not begin with 'tree'", at: .line(1))
        }
        var isTree = false
        while let line = lines.line() {
            if line.starts(with: "Tree=".utf8) {
                try finish(isTree)
                tree.begin(at: lines.place)
                isTree = true
            } else if line.equals("end of trees") {
                try finish(isTree)
                try average()
                return readParameters()
            } else if isTree {
                try tree.take(line, at: lines.place)
            } else {
                try header.take(line, at: lines.place)
            }
        }
        throw ModelError(.truncated, "the file ends before 'end of trees'", at: lines.place)
    }

    /// Adds the tree whose lines have been read; before the first one the header is complete.
    private mutating func finish(_ isTree: Bool) throws(ModelError) {
        guard isTree else {
            try header.check()
            forest = TreeForest(features: header.features, groups: header.groups)
            // A split and its leaf take more bytes of text than that; room that stays empty costs none.
            forest.nodes.reserveCapacity(lines.count / 64)
            forest.leaves.reserveCapacity(lines.count / 64)
            return
        }
        try tree.add(to: &forest, group: forest.trees.count % header.groups)
    }

    /// Goes through the parameters of the training, which stand as `[alpha: 0.9]`, for the one that says what a number is.
    private mutating func readParameters() {
        while let line = lines.line() {
            guard line.starts(with: "[alpha:".utf8) else { continue }
            let value = Double(line.text.dropFirst(7).filter { $0 != " " && $0 != "]" })
            alpha = value.flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
        }
    }

    private mutating func average() throws(ModelError) {
        guard forest.trees.count % header.groups == 0 else {
            throw ModelError(
                .truncated, "\(forest.trees.count) trees are no whole rounds of \(header.groups)",
                at: lines.place)
        }
        guard header.isAveraged, !forest.trees.isEmpty else { return }
        forest.divisor = Double(forest.trees.count / header.groups)
    }
}
