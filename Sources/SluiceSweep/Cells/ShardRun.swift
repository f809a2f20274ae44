/// Runs what is missing of a shard.
package struct ShardRun {
    /// What came of it.
    package struct Result: Hashable, Sendable {
        /// Cells of the shard that had results before.
        package fileprivate(set) var known = 0
        /// Cells that ran.
        package fileprivate(set) var ran = 0
        /// Cells that were left because someone asked for a stop.
        package fileprivate(set) var left = 0
    }

    private let plan: SweepPlan
    private let id: String
    private let shard: SweepShard
    private let folder: String

    /// Takes the share of a plan and the folder of its results.
    package init(_ plan: SweepPlan, _ shard: SweepShard, in folder: String) {
        (self.plan, id, self.shard, self.folder) = (plan, plan.id, shard, folder)
    }

    /// Runs the cells that no file in the folder has results of; running again does nothing.
    ///
    /// A part of the plan that was run with another count of shards counts too.
    /// - Throws: `SweepError`.
    package func run(_ row: (_ cell: Int) -> CellRow?) throws(SweepError) -> Result {
        let file = try ShardFile(shard, plan: id, in: folder)
        var known: Set<Int> = []
        for results in try SweepFolder(folder).results() where results.plan == id {
            known.formUnion(results.rows.map(\.result.index))
        }
        var result = Result()
        for cell in shard.cells(of: plan.cells.count) {
            if known.contains(cell) {
                result.known += 1
            } else if result.left == 0, let row = row(cell) {
                try file.add(row)
                result.ran += 1
            } else {
                result.left += 1
            }
        }
        try file.sync()
        return result
    }
}
