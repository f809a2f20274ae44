import Glibc
import SluiceKit

/// Measures and prints tables: `Bench [NAME...] [WORD...] [--check]`.
///
/// A name is cycle, bars, six_stage, six-stage-history, journal, model_cycle, rules, validate, csv or alerts.
///
/// With --check it fails on a cycle that allocates. A number, `per_horizon`, `per_instrument`, `no` or `yes` picks among
/// the cycles; `stages` prints each stage.
let words = Set(CommandLine.arguments.dropFirst())
let all = words.isDisjoint(with: [
    "fixed-history", "thresholds", "cycle", "bars", "six_stage", "six-stage-history", "journal",
    "model_cycle", "rules", "validate", "csv",
    "alerts",
])
/// Those of some that the command line names; all of them when it names none.
func picked(_ names: [String]) -> [String] {
    let named = names.filter(words.contains)
    return named.isEmpty ? names : named
}
var allocated: UInt64 = 0

/// Prints what each stage took, where that is asked for.
@MainActor func printStages(_ result: CycleSamples, _ isUsual: Bool) {
    guard words.contains("stages") || isUsual else { return }
    for stage in result.stages {
        print(
            "              \(stage.id)" + cell(stage.time.least, width: 24 - stage.id.count)
                + cell(stage.time.median))
    }
}

/// Prints a row for each size and kind of weights.
@MainActor func cycles(isSixStage: Bool) throws {
    print(
        "instruments        weights  trading    least   median      p99  samples  allocations/cycle  orders/cycle  checksum"
    )
    for weights in picked(["per_horizon", "per_instrument"]) {
        for instruments in picked(["1", "100", "500", "2000"]).compactMap(Int.init) {
            for trades in picked(["no", "yes"]).map({ $0 == "yes" }) {
                let cycles = instruments > 500 ? 200 : 600
                let result = try CycleBench(
                    instruments: instruments, weights: weights, trades: trades, isSixStage: isSixStage
                ).run(
                    cycles: cycles)
                allocated += result.allocations
                print(
                    cell("\(instruments)", width: 11) + cell(weights, width: 15)
                        + cell(trades ? "yes" : "no", width: 9)
                        + cell(result.cycle.least, width: 9) + cell(result.cycle.median, width: 9)
                        + cell(result.cycle.p99, width: 9)
                        + cell("\(result.cycle.count)", width: 9)
                        + cell(Double(result.allocations) / Double(cycles), 2, width: 19)
                        + cell(Double(result.orders) / Double(cycles), width: 14) + "  " + result.checksum
                )
                printStages(result, instruments == 500 && trades)
            }
        }
    }
}
if all || words.contains("cycle") {
    print("cycle: microseconds of processor time, 6 horizons x 5 members, without the data stage")
    try cycles(isSixStage: false)
}
if all || words.contains("six_stage") {
    print("six_stage: microseconds of processor time, 6 horizons x 5 members, forecasts given")
    try cycles(isSixStage: true)
}
if all || words.contains("bars") {
    print(
        "bars: nanoseconds of processor time a bar of history, predictor to paper broker\n"
            + "instruments  nanoseconds  orders")
    for instruments in picked(["1", "20", "500"]).compactMap(Int.init) {
        let bars = 400_000 / (instruments + 9) * 10 / (instruments > 1 ? 4 : 1)
        let result = try BarBench(instruments: instruments).run(bars: bars)
        print(
            cell("\(instruments)", width: 11) + cell(result.nanoseconds, width: 13)
                + cell("\(result.orders)", width: 8))
    }
}
if all || words.contains("six-stage-history") {
    print(
        "six-stage-history: bars from columns in memory through every stage to the paper broker\n"
            + "instruments   bars  ns/bar   least  million bars/s of CPU  at its least  orders/cycle  peak MB  of columns  checksum"
    )
    let bars = value("bars").flatMap { Int($0) } ?? 20_000
    let result = try SixStageHistory(instruments: 500, bars: bars).run(watches: words.contains("stages"))
    print(
        cell("500", width: 11) + cell("\(bars)", width: 7) + cell(result.nanoseconds, width: 8)
            + cell(result.least, width: 8) + cell(1_000 / result.nanoseconds, 2, width: 23)
            + cell(1_000 / result.least, 2, width: 14)
            + cell(Double(result.orders) / Double(bars), width: 14)
            + cell(Double(result.peak) / 1e6, 0, width: 9)
            + cell(Double(result.peak) / Double(result.columns), 2, width: 12) + "  " + result.checksum)
    for stage in result.stages {
        print("  " + stage.id + cell(stage.microseconds, width: 24 - stage.id.count))
    }
}
if all || words.contains("journal") {
    print(
        "journal: microseconds of processor time of a cycle of 500, median, without and with ledger and trace\n"
            + "orders/cycle   without     with  part of it  commit waits  MB on disk for 690 cycles")
    for trades in picked(["no", "yes"]).map({ $0 == "yes" }) {
        let cycle = CycleBench(instruments: 500, weights: "per_horizon", trades: trades)
        let plain = try cycle.run(cycles: 390, pause: JournalBench.pause)
        let kept = try JournalBench(cycle: cycle).run(cycles: 390)
        let part = (kept.samples.cycle.median - plain.cycle.median) / plain.cycle.median * 100
        print(
            cell(Double(kept.samples.orders) / 390, width: 12) + cell(plain.cycle.median, width: 10)
                + cell(kept.samples.cycle.median, width: 9) + cell(part, width: 11) + "%"
                + cell(kept.samples.commit.median, width: 14)
                + cell(Double(kept.bytes) / 1_000_000, width: 12))
    }
}
if all || words.contains("model_cycle") {
    print(
        "model_cycle: microseconds of processor time of a cycle, 18 models of 3 families, 8 features\n"
            + "instruments    least   median      p99  samples  allocations/cycle  predictions  checksum")
    for instruments in picked(["4", "100", "500", "2000"]).compactMap(Int.init) {
        let cycles = instruments > 500 ? 100 : 300
        let result = try ModelCycleBench(instruments: instruments).run(cycles: cycles)
        allocated += result.allocations
        print(
            cell("\(instruments)", width: 11) + cell(result.cycle.least, width: 9)
                + cell(result.cycle.median, width: 9) + cell(result.cycle.p99, width: 9)
                + cell("\(result.cycle.count)", width: 9)
                + cell(Double(result.allocations) / Double(cycles), 2, width: 19)
                + cell("\(18 * instruments)", width: 13) + "  " + result.checksum)
        printStages(result, instruments == 500)
    }
}
if all || words.contains("rules") {
    print(
        "rules: microseconds of processor time\n                                              least   median")
    func row(_ name: String, _ samples: Samples) {
        print(
            "  " + name + cell(samples.least, 2, width: 49 - name.count) + cell(samples.median, 2, width: 9))
    }
    row("29 features, 500 instruments, a bar", try RuleBench.features(instruments: 500, bars: 2_000))
    row("ridge weights, 32 members", try RuleBench.ridge(members: 32, times: 200))
    for (form, hedged) in [("long", false), ("half short", true)] {
        let parity = try RuleBench.riskParity(instruments: 500, hedged: hedged, times: 20)
        row("equal risk, 500 \(form), from nothing", parity.cold)
        row("equal risk, 500 \(form), from the last", parity.warm)
    }
}
if all || words.contains("validate") {
    print("validate: milliseconds of processor time\n  stages    least   median")
    for stages in [10, 100, 1_000] {
        let samples = try ValidateBench(stages: stages).run(times: 15)
        print(
            cell("\(stages)", width: 8) + cell(samples.least, 2, width: 9) + cell(samples.median, 2, width: 9)
        )
    }
}
if all || words.contains("csv") {
    let result = try CSVBench(bars: 1_000_000).run()
    print("csv: \(result.megabytes) MB, ten columns, best of five, MB/s of processor time")
    print("  data.csv" + cell(result.csv, 0) + "\n  newlines" + cell(result.newlines, 0))
}
if all || words.contains("alerts") {
    let (without, dead) = try AlertBench(cycles: 3_000).run()
    print("alerts: microseconds of a cycle, 100 instruments\n               median      p99")
    print("  none   " + cell(without.median, width: 12) + cell(without.p99, width: 9))
    print("  dead   " + cell(dead.median, width: 12) + cell(dead.p99, width: 9))
    print("  ratio of p99" + cell(dead.p99 / without.p99, 3))
}
/// The value of a word such as `bars=100`.
func value(_ name: String) -> String? {
    words.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
}
if words.contains("fixed-history") {
    print("fixed-history  " + (try SixStageHistory.fixed.run().checksum))
}
if words.contains("thresholds") {
    let run = ThresholdRun(instructions: value("instructions").flatMap { Double($0) })
    let (lines, offenders) = try run.compare(with: value("file") ?? "Benchmarks/thresholds.json").report
    for line in lines { print(line) }
    if !offenders.isEmpty {
        print("over the threshold: " + offenders.joined(separator: ", "))
        exit(1)
    }
}
if words.contains("--check"), allocated > 0 {
    print("a steady cycle allocates")
    exit(1)
}
