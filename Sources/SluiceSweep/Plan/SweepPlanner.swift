import SluiceDocument
import SluiceEngine
import SluiceHistory
import SluiceKit
import SluiceMarket
package import SluicePipeline

/// Makes a plan: looks where each axis leads, at the data, and at the days that they cover.
package struct SweepPlanner {
    private let pipeline: SweepPipeline
    private let base: PipelineLoader.Result
    private let plan: Plan

    /// Takes a file that is valid as it stands.
    package init(_ pipeline: SweepPipeline, _ base: PipelineLoader.Result, _ plan: Plan) {
        (self.pipeline, self.base, self.plan) = (pipeline, base, plan)
    }

    /// What is wrong with where axes lead: places that the file does not have, as `--set` would say it.
    ///
    /// A value that its setting does not take is no matter here: the cell is planned, and its run finds it invalid.
    package static func findings(
        _ pipeline: SweepPipeline, _ settings: some Sequence<SweepSetting>
    ) -> PipelineLoader.Result? {
        let places: [DiagnosticCode] = [.badOverride, .unknownSetting, .unknownKey]
        var seen: Set<String> = []
        for setting in settings where seen.insert(setting.path).inserted {
            let result = pipeline.load([setting])
            let isLost = result.diagnostics.contains { finding in
                places.contains { $0.id == finding.code.id } && finding.span?.file == "--set"
            }
            if isLost { return result }
        }
        return nil
    }

    /// Plans combinations of settings.
    /// - Throws: `SweepError`, or what a data stage meets while it looks at its files.
    package func plan(
        axes: [String], combinations: [[SweepSetting]], metric: SweepMetric, seed: UInt64,
        walkForward: WalkForward?, program: String
    ) throws -> SweepPlan {
        let origin = SweepOrigin(
            program: program, file: pipeline.digest(base), data: try data(of: combinations))
        var windows: [SweepWindow] = []
        if let walkForward {
            let days = try days()
            windows = walkForward.windows(in: days)
            guard !windows.isEmpty else {
                throw SweepError(
                    .usage,
                    "\(days.first) to \(days.last) has no room for \(walkForward.train) days to choose on and "
                        + "\(walkForward.test) to judge on")
            }
        }
        let count = max(2 * windows.count, 1).multipliedReportingOverflow(by: combinations.count)
        guard !count.overflow, count.partialValue <= SweepGrid.limit else {
            throw SweepError(.usage, "windows and cells make more than \(SweepGrid.limit) runs")
        }
        return SweepPlan(
            pipeline.request, pipeline: plan.name, origin: origin, metric: metric, seed: seed, axes: axes,
            combinations: combinations, windows: windows)
    }

    /// The contents that a plan was made for, as they are now.
    package func origin(of plan: SweepPlan) throws -> SweepOrigin {
        SweepOrigin(
            program: plan.origin.program, file: pipeline.digest(base),
            data: try data(of: plan.cells.map(\.settings)))
    }

    /// The files that bars come from in any cell; only what a data stage reads can make a difference.
    private func data(of combinations: [[SweepSetting]]) throws -> [SweepOrigin.Data] {
        let stages = Set(plan.stages.filter { $0.plugin.kind == .data }.map { "stages.\($0.id)." })
        let places = Set(combinations.joined().map(\.path)).filter { path in
            stages.contains { path.hasPrefix($0) } || path == "universe" || path.hasPrefix("params.")
        }
        var seen: Set<[SweepSetting]> = []
        var paths: Set<String> = []
        for combination in combinations {
            let settings = combination.filter { places.contains($0.path) }
            guard seen.insert(settings).inserted, let plan = pipeline.load(settings).plan else { continue }
            paths.formUnion(try pipeline.run(plan).engine.dataFiles())
        }
        return try paths.sorted().map { path in
            SweepOrigin.Data(
                path: path, digest: "\(try ContentDigest(of: pipeline.files.openPacked(path)))")
        }
    }

    /// The days of the request, else of the data.
    private func days() throws -> SweepStretch {
        let zone = plan.calendar.zone
        var (first, last) = (
            pipeline.request.from.map { zone.civil(at: $0.begin(in: zone)).date },
            pipeline.request.until.map { zone.civil(at: $0.last(in: zone)).date }
        )
        if first == nil || last == nil {
            let engine = try pipeline.run(plan).engine
            try engine.start()
            first = try first ?? engine.nextBar().map { zone.civil(at: $0).date }
            last = last ?? engine.lastBar.map { zone.civil(at: $0).date }
        }
        guard let first, let last else {
            throw SweepError(.usage, "the data do not say where they end: name --from and --to")
        }
        return SweepStretch(first, last)
    }
}
