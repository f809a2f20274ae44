import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What every sizer's book keeps to.
struct BookSettings: PluginSettings {
    @Setting(
        in: 0...1_000, help: "Largest sum of long less short weights; above it the heavier side shrinks.")
    var maxNet: Percent?

    @Setting(help: "Groups of instruments whose weights together have a limit of their own.")
    var sectors: [SectorSettings] = []

    @Setting(in: 0...10_000, help: "Smallest difference from the held weight that is worth a trade.")
    var noTradeBand: BasisPoints = 80

    @Setting(
        help:
            "What becomes of a holding without a decision; close_adverse closes it once its alpha, after cost, is against it."
    )
    var noDecision = NoDecision.closeAdverse

    func check(_ issues: inout [Diagnostic]) {
        var seen: Set<String> = []
        for instrument in sectors.flatMap(\.instruments) where !seen.insert(instrument).inserted {
            issues.append($sectors.conflict("has '\(instrument)' twice; an instrument is in one sector"))
        }
    }

    func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        for sector in sectors {
            issues += sector.$instruments.unknownInstruments(sector.instruments, in: plan)
        }
    }
}

/// Some instruments, and how much of the account they may be together.
struct SectorSettings: SettingGroup {
    @Setting(help: "Name of the sector.")
    var name: String

    @Setting(help: "Its instruments, each in one sector only.")
    var instruments: [String]

    @Setting(in: 0...1_000, help: "Largest sum of its weights, long and short; above it they shrink alike.")
    var maxGross: Percent = 20
}
