import SluiceDocument
import SluiceEngine
import SluiceNumerics
import SluicePipeline

extension BacktestResult {
    /// The result as one JSON object; money as exact text, shares as fractions.
    func object(isStrict: Bool) throws -> JSONValue {
        let (figures, now) = (performance, WorkTime.now)
        var members: [JSONValue.Member] = [
            .init("version", .string(SluiceProgram.version)), .init("seed", .string("\(seed)")),
            .init("file_digest", .string(hex(fileDigest))),
            .init("data_digest", .string(hex(keeper.dataDigest))),
            .init("interrupted", .bool(outcome.wasStopped)),
            .init("instruments", .int(outcome.plan.instruments.count)),
            .init("bars", .int(keeper.bars)),
            .init("warm_up_cycles", .int(outcome.summary.warmUpCycles)),
            .init("trading_cycles", .int(keeper.tradingCycles)),
            .init("final_equity", JSONValue(keeper.finalEquity.map { "\($0)" })),
            .init("total_return", .double(figures.totalReturn)),
            .init("annual_return", .double(figures.annualReturn)),
            .init("sharpe", .double(figures.sharpe)), .init("sortino", .double(figures.sortino)),
            .init("calmar", .double(figures.calmar)),
            .init("annual_volatility", .double(self.figures.annualVolatility)),
            .init("annual_turnover", .double(self.figures.annualTurnover)),
            .init("returns_from", .string("equity at the end of each session")),
            .init("periods_per_year", .double(self.figures.periodsPerYear)),
        ]
        members += SummaryLine.members(outcome).filter { $0.key != "state" }
        members += [
            .init("load_s", .double(load.wall)), .init("load_cpu_s", .double(load.cpu)),
            .init("run_s", .double(run.wall)), .init("run_cpu_s", .double(run.cpu)),
            .init("total_s", .double(now.since(began).wall)), .init("total_cpu_s", .double(now.cpu)),
            .init("bars_per_cpu_s", .double(Double(keeper.bars) / run.cpu)),
            .init("peak_rss_mb", JSONValue(PeakMemory.megabytes)),
        ]
        members += try extras?.members(periodsPerYear: self.figures.periodsPerYear) ?? []
        if isStrict { members.append(.init("findings", .array(findings.map { .string($0) }))) }
        return .object(members)
    }

    private func hex(_ digest: UInt64) -> String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
