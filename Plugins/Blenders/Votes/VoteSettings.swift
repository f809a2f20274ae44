import SluiceKit
import SluiceMarket

/// The settings of blenders by vote.
struct VoteSettings: PluginSettings {
    @Setting(in: 0...1_000, help: "Weight of the members' votes, one for all or by member.")
    var weights = NameMap(1.0)
    @Setting(in: 0...1_000, help: "Forecasts up to this, either way, are votes to hold.")
    var holdWithin: BasisPoints = 0
    @Setting(in: 0.01...10_000, help: "Forecast of this size or more that is a vote of full confidence.")
    var fullConfidence: BasisPoints = 20
}
