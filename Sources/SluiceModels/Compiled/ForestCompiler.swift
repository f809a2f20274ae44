internal import CForest

/// Lays a forest out in blocks of 32 trees.
struct ForestCompiler {
    let forest: TreeForest
    let columns: CodeColumns
    private(set) var classes: [CategoryClasses] = []
    private(set) var blocks: [cforest_block] = []
    private(set) var program: [UInt8] = []
    /// The same trees for many rows at once; empty when there are categories.
    private(set) var trees: [cforest_tree] = []
    private(set) var records: [cforest_record] = []
    /// The number in the forest of each leaf, trees from left to right and padded to one length within a block; -1 where
    /// there is none.
    private(set) var leafNumbers: [Int32] = []
    /// Where each tree's leaves begin in that list.
    private(set) var firstLeaves: [Int32] = []
    /// How many planes the masks of a class have.
    private(set) var planeCount = 0
    /// For each categorical feature the masks of its classes.
    private(set) var masks: [[UInt8]] = []

    /// Nil for a forest with larger trees, too many columns or categories, or that would take too much room.
    init?(_ forest: TreeForest) {
        var outlines: [TreeOutline] = []
        for tree in forest.trees {
            guard let outline = TreeOutline(tree, of: forest, most: 256),
                outline.levels != nil || outline.leaves.count <= CompiledForest.mostLeaves
            else { return nil }
            outlines.append(outline)
        }
        guard let columns = CodeColumns(forest, most: 256) else { return nil }
        (self.forest, self.columns) = (forest, columns)
        for feature in Set(forest.nodes.lazy.filter { $0.rule.contains(.isCategorical) }.map(\.feature))
            .sorted()
        {
            guard let classes = CategoryClasses(of: feature, in: forest) else { return nil }
            self.classes.append(classes)
        }
        let most = CompiledForest.mostBytes.factor * forest.bytes + CompiledForest.mostBytes.more
        for first in stride(from: 0, to: outlines.count, by: 32) {
            guard add(Array(outlines[first..<min(first + 32, outlines.count)])) else { return nil }
            guard bytes <= most else { return nil }
        }
        masks = classes.map { masks(of: $0, outlines) }
    }

    /// How many bytes the tables take.
    var bytes: Int {
        let classCount = classes.reduce(0) { $0 + $1.samples.count }
        return program.count + records.count * 12 + trees.count * 20 + leafNumbers.count * 12 + columns
            .thresholds.count * 8 + firstLeaves.count * 4
            + classCount * planeCount * 32 + blocks.count * MemoryLayout<cforest_block>.stride
    }

    private mutating func add(_ outlines: [TreeOutline]) -> Bool {
        var block = cforest_block()
        block.program = UInt32(program.count)
        block.leaves = UInt32(leafNumbers.count)
        block.masks = UInt32(planeCount)
        block.trees = UInt16(outlines.count)
        let isOblivious = outlines.allSatisfy { $0.levels != nil || $0.leaves.count == 1 }
        let most = outlines.map(\.leaves.count).max() ?? 1
        let width = isOblivious ? most : most <= 32 ? 32 : 64
        guard isOblivious || most <= CompiledForest.mostLeaves,
            leafNumbers.count + 32 * width < Int(Int32.max),
            program.count < Int(UInt32.max) / 2
        else { return false }
        for outline in outlines {
            if classes.isEmpty { addRecords(outline, isOblivious: isOblivious) }
            firstLeaves.append(Int32(leafNumbers.count))
            leafNumbers += outline.leaves.map { Int32($0) }
            leafNumbers += Array(repeating: -1, count: width - outline.leaves.count)
        }
        if isOblivious {
            addLevels(outlines, depth: most.trailingZeroBitCount)
            setSlots(of: &block, [most.trailingZeroBitCount])
        } else {
            block.planes = UInt16(width / 8)
            planeCount += width / 8
            setSlots(of: &block, addSplits(outlines, planes: width / 8))
        }
        blocks.append(block)
        return true
    }

    private func setSlots(of block: inout cforest_block, _ counts: [Int]) {
        withUnsafeMutableBytes(of: &block.slots) { bytes in
            let slots = bytes.bindMemory(to: UInt16.self)
            for (index, count) in counts.enumerated() { slots[index] = UInt16(count) }
        }
    }

    /// The records of a tree: by planes, or its levels.
    private mutating func addRecords(_ outline: TreeOutline, isOblivious: Bool) {
        var tree = cforest_tree()
        tree.first = UInt32(records.count)
        var counts = Array(repeating: 0, count: 8)
        if isOblivious {
            for node in outline.levels ?? [] { records.append(record(forest.nodes[node], leaves: 0)) }
            counts[0] = outline.levels?.count ?? 0
        } else {
            for plane in 0..<8 {
                for split in outline.splits where split.first / 8 <= plane && split.last / 8 >= plane {
                    let (first, last) = (max(split.first - 8 * plane, 0), min(split.last - 8 * plane, 7))
                    let leaves = UInt32(0xFF) << UInt32(first) & 0xFF >> UInt32(7 - last)
                    records.append(record(forest.nodes[split.node], leaves: leaves))
                    counts[plane] += 1
                }
            }
        }
        withUnsafeMutableBytes(of: &tree.counts) { bytes in
            let slots = bytes.bindMemory(to: UInt16.self)
            for (index, count) in counts.enumerated() { slots[index] = UInt16(count) }
        }
        trees.append(tree)
    }

    private func record(_ node: TreeNode, leaves: UInt32) -> cforest_record {
        let split = columns.split(node)
        // At most the bound is below 1 more.
        return cforest_record(
            column: 2 * UInt32(split.column) + (split.offset == 128 ? 0 : 1),
            bound: UInt32(split.bound &+ 1) * 0x0101_0101, leaves: leaves * 0x0101_0101)
    }

    /// Trees of fewer levels have splits before theirs that send all values left.
    private mutating func addLevels(_ outlines: [TreeOutline], depth: Int) {
        for level in 0..<depth {
            let start = beginSlot(planes: 0)
            for (tree, outline) in outlines.enumerated() {
                let levels = outline.levels ?? []
                let own = level - (depth - levels.count)
                if own >= 0 { put(forest.nodes[levels[own]], at: start + tree) }
            }
        }
    }

    /// Splits from left to right: the n-th slot has the n-th split of each tree that is no category.
    ///
    /// Returns how many slots have one plane, two, and so on.
    private mutating func addSplits(_ outlines: [TreeOutline], planes: Int) -> [Int] {
        let splits = outlines.map { outline in
            outline.splits.filter { !forest.nodes[$0.node].rule.contains(.isCategorical) }
        }
        var counts = Array(repeating: 0, count: planes)
        var most = 0
        for place in 0..<(splits.map(\.count).max() ?? 0) {
            // A tree whose last split lies far right may end before others get there.
            most = splits.lazy.filter { $0.count > place }.map { $0[place].last / 8 }.reduce(most, max)
            counts[most] += 1
            let start = beginSlot(planes: most + 1)
            for (tree, own) in splits.enumerated() where own.count > place {
                let split = own[place]
                put(forest.nodes[split.node], at: start + tree)
                for leaf in split.first...split.last {
                    program[start + 96 + leaf / 8 * 32 + tree] |= 1 << UInt8(leaf % 8)
                }
            }
        }
        return counts
    }

    /// Adds a slot whose splits send all values left.
    private mutating func beginSlot(planes: Int) -> Int {
        let (start, none) = (program.count, CodeColumns.Split())
        for byte in [UInt8(none.column), none.offset, none.bound] {
            program.append(contentsOf: repeatElement(byte, count: 32))
        }
        program.append(contentsOf: repeatElement(0, count: 32 * planes))
        return start
    }

    private mutating func put(_ node: TreeNode, at place: Int) {
        let split = columns.split(node)
        program[place] = UInt8(split.column)
        program[place + 32] = split.offset
        program[place + 64] = split.bound
    }

    /// For each class the leaves of each tree that are left when all splits on the feature are decided.
    private func masks(of classes: CategoryClasses, _ outlines: [TreeOutline]) -> [UInt8] {
        var masks = Array(repeating: UInt8.max, count: classes.samples.count * planeCount * 32)
        for (number, sample) in classes.samples.enumerated() {
            for (tree, outline) in outlines.enumerated() where blocks[tree / 32].planes > 0 {
                let start = (number * planeCount + Int(blocks[tree / 32].masks)) * 32 + tree % 32
                for split in outline.splits {
                    let node = forest.nodes[split.node]
                    guard node.rule.contains(.isCategorical), Int(node.feature) == classes.feature,
                        !forest.goesLeft(node, sample)
                    else { continue }
                    for leaf in split.first...split.last {
                        masks[start + leaf / 8 * 32] &= ~(1 << UInt8(leaf % 8))
                    }
                }
            }
        }
        return masks
    }
}
