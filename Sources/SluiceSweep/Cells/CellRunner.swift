import SluiceDocument
package import SluiceEngine
import SluiceKit
import SluiceMarket
import SluiceNumerics
import SluicePipeline

/// Runs cells, one after another, in this process: no record, no journal, no alerts, no text.
package struct CellRunner {
    private let plan: SweepPlan
    private let pipeline: SweepPipeline
    private let signal: StopSignal
    private let cpu: () -> Double

    /// Takes the plan and the file that it is of; `cpu` tells the seconds of the processor so far.
    package init(
        _ plan: SweepPlan, _ pipeline: SweepPipeline, signal: StopSignal, cpu: @escaping () -> Double
    ) {
        (self.plan, self.pipeline, self.signal, self.cpu) = (plan, pipeline, signal, cpu)
    }

    /// Runs the cell of a number; nil when someone asked for a stop before it had ended.
    package func row(_ index: Int) -> CellRow? {
        let began = cpu()
        guard let outcome = outcome(plan.cells[index]) else { return nil }
        let result = CellResult(index: index, id: plan.cells[index].id, outcome: outcome)
        return CellRow(result, cpu: max(cpu() - began, 0))
    }

    private func outcome(_ cell: SweepCell) -> CellResult.Outcome? {
        let loaded = pipeline.load(cell.settings)
        guard let planned = loaded.plan else {
            let first = loaded.diagnostics.first { $0.severity == .error }
            return .invalid(
                first.map { "\($0.code.id): \($0.message)" } ?? "it needs values that are not set here")
        }
        guard planned.mode != .live else { return .invalid("a sweep is never live") }
        var options = RunOptions()
        (options.warmsUp, options.needsHistory, options.keepsRecords) = (
            plan.request.warmsUp, true, false
        )
        let zone = planned.calendar.zone
        if let days = plan.days(of: cell) {
            let moments = days.moments(in: zone)
            (options.tradesFrom, options.until) = (moments.from, moments.until)
        } else {
            options.tradesFrom = plan.request.from?.begin(in: zone)
            options.until = plan.request.until?.last(in: zone)
        }
        // Nobody asks a cell what it did not do, and its data is that of all.
        let summary = SummaryKeeper(countsDecisions: false)
        let keeper = BacktestKeeper(takesFingerprint: false)
        do {
            try pipeline.run(planned, options: options, signal: signal, observers: [summary, keeper]).run()
            if signal.isStopping { return nil }
            return .done(
                CellFigures(try BacktestFigures(planned, keeper), summary.summary, keeper))
        } catch { return signal.isStopping ? nil : .failed("\(error)") }
    }
}
