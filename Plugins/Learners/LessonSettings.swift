import SluiceKit
import SluiceMarket

/// What is learned from, and how much say it gets: the settings that all learners share.
struct LessonSettings: PluginSettings {
    /// When a trade has shown what it was worth.
    enum Measure: String, SettingChoice {
        /// At the end of its decision's horizon, valued at the mark of then.
        case horizon
        /// When the holding it opened has been closed.
        case roundTrip = "round_trip"
    }

    /// What follows when a choice has become worse.
    enum Drift: String, SettingChoice {
        /// Its past is forgotten: it begins anew with the mean weight of the others.
        case reset
        /// Nothing.
        case ignore
    }

    @Setting(help: "What is weighed: the members of the blend, the horizons, or members at each horizon.")
    var choices = ChoiceKind.horizons

    @Setting(help: "Values a trade at the end of its horizon, or when what it opened has been closed.")
    var reward = LessonSettings.Measure.horizon

    @Setting(in: 0.1...10_000, help: "Largest gain or loss of a trade that is told from larger ones.")
    var rewardRange: BasisPoints = 50

    @Setting(in: 0...1_000_000, help: "Trades before what was learned has any say.")
    var minSamples = 100

    @Setting(in: 0...1_000_000, help: "Further trades over which its say grows to the full one.")
    var ramp = 100

    @Setting(in: 0...1, help: "Full say of what was learned; the rest of a weight is equal for all choices.")
    var blend = 0.3

    @Setting(help: "Whether a choice whose rewards have become worse is begun anew.")
    var drift = LessonSettings.Drift.reset

    @Setting(in: 0.1...1_000, help: "How far the summed shortfall of rewards, each 0 to 1, may reach.")
    var driftThreshold = 5.0

    @Setting(in: 0...1, help: "How far a reward may fall short of the mean without counting.")
    var driftSlack = 0.02

    /// A learner of horizons needs no forecasts.
    var ports: Ports {
        let needs: [Ports.Need] = [.init(.decisions), .init(.market)]
        return Ports(
            needs: choices == .horizons ? needs : needs + [.init(.forecasts, joins: true)], gives: .weights)
    }
}
