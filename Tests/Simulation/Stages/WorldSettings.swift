import SluiceKit

/// Which world a stage was built in.
struct WorldSettings: PluginSettings {
    @Setting(in: 0...1_000_000_000, help: "The number of the world.") var world = 0
}
