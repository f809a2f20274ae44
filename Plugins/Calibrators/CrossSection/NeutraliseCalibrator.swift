import SluiceDocument
import SluiceKit
import SluiceNumerics

/// Takes out of a member's forecasts what a group of instruments has in common.
///
/// Each forecast less its group's mean; with `standardise` over the group's standard deviation, which makes it a score.
/// Instruments that `groups` does not name are a group of their own, or absent. Without groups the whole universe is
/// one, which takes the market out. See `GroupNeutralization`.
final class NeutraliseCalibrator: Calibrator {
    static let manifest = Manifest(
        "neutralise",
        "Takes the mean of a group out of each member's forecasts across instruments.",
        source:
            "forecast - mean of the group, over its standard deviation if asked (Grinold and Kahn, ch. 12)."
    )

    /// What becomes of an instrument that no group names.
    enum Others: String, SettingChoice {
        case group
        case absent
    }

    struct Settings: PluginSettings {
        @Setting(help: "Whether scores are taken, or forecasts in basis points.")
        var of = CalibratedNumbers.scores
        @Setting(help: "Lists of instruments by the name of their group; 'default' is a group as any other.")
        var groups = NameMap<[String]>([])
        @Setting(help: "Makes one group of the instruments in no list, or leaves them absent.")
        var others = Others.group
        @Setting(help: "Divides by the group's standard deviation, and so gives scores.")
        var standardise = false
        @Setting(in: 2...1_000_000, help: "Forecasts that a group must have; with fewer they are absent.")
        var minGroup = 2

        /// The instruments of every list.
        private var named: [String] { groups.own.flatMap(\.value) + groups.fallback }

        func check(_ issues: inout [Diagnostic]) {
            var seen: Set<String> = []
            for name in named where !seen.insert(name).inserted {
                issues.append($groups.conflict("names '\(name)' twice"))
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $groups.unknownInstruments(named, in: plan)
        }
    }

    private var rule: GroupNeutralization

    init(settings: Settings, context: StageContext) throws {
        let instruments = context.axes.instruments
        var groups = [Int?](repeating: nil, count: instruments.count)
        let lists = settings.groups.own.map(\.value) + [settings.groups.fallback]
        for (number, list) in lists.enumerated() {
            for index in list.compactMap(instruments.firstIndex(of:)) { groups[index] = number }
        }
        let stranger = settings.others == .group ? lists.count : -1
        rule = try GroupNeutralization(
            groups: groups.map { $0 ?? stranger }, minimum: settings.minGroup,
            standardizes: settings.standardise)
    }

    static func ports(_ settings: Settings) -> Ports {
        let port = settings.of.port
        return Ports(
            needs: [.init(port, joins: true), .init(.market)], gives: settings.standardise ? .scores : port)
    }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) { rule.apply(to: forecasts, into: calibrated) }
}
