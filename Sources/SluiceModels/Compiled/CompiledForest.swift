internal import CForest

/// A forest as tables of bytes, 32 trees side by side.
///
/// Every split of 32 trees is decided at once; a value that goes right takes the leaves left of its split away, and of
/// those that stay the first is the tree's: QuickScorer (Lucchese and others, SIGIR 2015), with the leaves as planes of
/// eight. Of oblivious trees the decisions are the bits of the leaf's number. Categories are decided before: each class
/// has its masks for all trees. The tables take at most four times the room of the plain form, and 256 KB.
final class CompiledForest {
    /// The most leaves of a tree that is not oblivious.
    static let mostLeaves = 64
    static let mostBytes = (factor: 4, more: 256 << 10)

    /// The forest, without its splits.
    let forest: TreeForest
    let plan: Store<cforest_plan>
    let classes: [CategoryClasses]
    /// For each categorical feature the masks of its classes, class behind class.
    let masks: [Store<UInt8>]
    /// How many bytes the masks of a class take.
    let maskBytes: Int
    /// The forest's number of each leaf, and where those of each tree begin.
    let leafNumbers: [Int32]
    let firstLeaves: [Int32]
    /// Whether the leaves are plain numbers of one sum.
    let hasOneSum: Bool
    private let columns: Store<cforest_column>
    private let thresholds: Store<Double>
    private let blocks: Store<cforest_block>
    private let program: Store<UInt8>
    private let trees: Store<cforest_tree>
    private let records: Store<cforest_record>
    private let leaves: Store<Double>
    private let singleLeaves: Store<Float>

    /// Nil for a forest that the tables do not hold, or not in the room they may take.
    init?(_ source: TreeForest) {
        guard let compiler = ForestCompiler(source) else { return nil }
        classes = compiler.classes
        masks = compiler.masks.map { Store($0) }
        maskBytes = compiler.planeCount * 32
        hasOneSum = source.hasOneSum
        var forest = source
        forest.nodes = []
        if hasOneSum { forest.leaves = [] }
        self.forest = forest
        (leafNumbers, firstLeaves) = hasOneSum ? ([], []) : (compiler.leafNumbers, compiler.firstLeaves)
        let values = hasOneSum ? compiler.leafNumbers.map { $0 < 0 ? 0 : source.leaves[Int($0)] } : []
        let isSingle = source.precision == .single
        leaves = Store(isSingle ? [] : values)
        singleLeaves = Store(isSingle ? values.map { Float($0) } : [])
        columns = Store(compiler.columns.columns)
        thresholds = Store(compiler.columns.thresholds)
        blocks = Store(compiler.blocks)
        program = Store(compiler.program)
        trees = Store(compiler.trees)
        records = Store(compiler.records)
        var tables: UInt32 = 1
        while Int(tables) * 16 < columns.count { tables *= 2 }
        plan = Store([
            cforest_plan(
                columns: columns.start, thresholds: thresholds.start, blocks: blocks.start,
                program: program.start, trees: trees.start, records: records.start,
                leaves: isSingle ? nil : leaves.start, single_leaves: isSingle ? singleLeaves.start : nil,
                column_count: UInt32(columns.count), tables: tables, block_count: UInt32(blocks.count))
        ])
    }

    /// How many columns of codes a row has.
    var columnCount: Int { columns.count }

    /// How many bytes the tables take.
    var bytes: Int {
        let tables =
            columns.bytes + thresholds.bytes + blocks.bytes + program.bytes + leaves.bytes
            + singleLeaves.bytes
        return tables + trees.bytes + records.bytes + masks.reduce(0) { $0 + $1.bytes }
            + (leafNumbers.count + firstLeaves.count) * 4
            + forest.leaves.count * 8
    }
}
