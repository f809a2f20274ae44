package import SluiceKit

/// The keys of the language itself, each declared once: the reader, the schema and the reference pages take them
/// from here.
package enum PipelineLanguage {
    /// One key of a mapping of the language.
    package struct Key: Hashable, Sendable {
        /// The key.
        package let name: String
        /// What its value looks like, in words.
        package let form: String
        /// Whether the mapping must have it.
        package let isRequired: Bool
        /// What it says, in one sentence.
        package let help: String

        init(_ name: String, _ form: String, isRequired: Bool = false, _ help: String) {
            (self.name, self.form, self.isRequired, self.help) = (name, form, isRequired, help)
        }
    }

    /// The top level of a file.
    package static let top = [
        Key("version", "1", isRequired: true, "The version of the language."),
        Key("name", "a name", isRequired: true, "What the pipeline is called in records and alerts."),
        Key(
            "modes", "list of backtest, paper, live", isRequired: true,
            "The modes the pipeline may run in; the first other than live is the default."),
        Key(
            "universe", "list of symbols, or a list in a file", isRequired: true,
            "The instruments, in the order of every frame."),
        Key("cycle", "settings", isRequired: true, "When the graph runs."),
        Key("orders", "settings", "What an order may be, and how the ledger and the venue are kept equal."),
        Key("on_stop", "settings", "What a graceful stop leaves behind."),
        Key("seed", "whole number", "The seed of all dice; 1 when left out."),
        Key("params", "declarations by name", "Values that $param.NAME refers to."),
        Key("secrets", "origins by name", "Values that $secret.NAME refers to, and that are never printed."),
        Key(
            "stages", "list of stages", isRequired: true,
            "The stages; list order is the default wiring."),
        Key("alerts", "list of alert sinks", "Who is told of which events."),
        Key("profiles", "patches by name", "Changes that --profile applies."),
        Key(
            "include", "path, or list of paths", "Further files, merged key by key; their stages come behind."
        ),
    ]

    /// A stage.
    package static let stage = [
        Key("id", "a name", isRequired: true, "The stage's own name, unique in the file."),
        Key("uses", "kind.name", isRequired: true, "The plugin."),
        Key(
            "from", "id, or list of ids",
            "The stages that feed it, instead of the nearest earlier one of each type."),
        Key("with", "settings", "The plugin's settings."),
        Key("on_error", "a fault policy", "What a fault of the stage does to the cycle."),
        Key(
            "capital", "percent", "A sizer's share of the account; the shares of all sum to at most 100%."),
    ]

    /// An alert sink.
    package static let alert = [
        Key("id", "a name", isRequired: true, "The sink's own name, unique in the file."),
        Key("uses", "alert.name", isRequired: true, "The plugin."),
        Key("on", "event, or list of events", isRequired: true, "The events it delivers."),
        Key("with", "settings", "The plugin's settings."),
    ]

    /// A parameter under `params:`.
    package static let parameter = [
        Key("type", "a type", isRequired: true, "The type of the value."),
        Key(
            "default", "value of the type", isRequired: true,
            "The value unless something above the file sets it."),
        Key("min", "value of the type", "The smallest value allowed."),
        Key("max", "value of the type", "The largest value allowed."),
        Key("help", "text", "What it is for."),
    ]

    /// The types that a parameter may have, by name, each as the shape of a setting.
    package static var parameterTypes: [(name: String, shape: SettingShape)] {
        Parameter.types.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape) }
    }

    /// A secret under `secrets:`; it has one of the two.
    package static let secret = [
        Key("env", "name of a variable", "The variable of the environment that holds the value."),
        Key("file", "path", "The file that holds the value; a line break at its end does not count."),
    ]

    /// A universe that stands in a file.
    package static let universe = [
        Key("file", "path", isRequired: true, "A YAML file of lists of symbols."),
        Key("list", "a key of that file", "The list; 'default' when left out."),
    ]

    /// What a profile may patch beside stages and alerts.
    package static let profileSections = ["params", "cycle", "orders", "on_stop", "universe", "seed"]

    /// The keys of a profile's patch of a stage or an alert.
    package static let patch = ["uses", "with", "from", "on_error", "capital", "on"]
}

extension [PipelineLanguage.Key] {
    /// The names of the keys.
    var names: [String] { map(\.name) }
}
