import SluiceDocument
import SluiceKit
import SluiceMarket

/// What a pipeline file may say about CSV files.
struct CSVSettings: PluginSettings {
    @Setting(
        help:
            "A file, folder or pattern such as ../Data/us-*.csv; .csv or .jsonl (also .gz, .zst) or .parquet."
    )
    var path: PipelinePath
    @Setting(
        in: .milliseconds(1)...Span.days(366),
        help: "The length of a bar in the files; it divides the time between cycles.")
    var interval: Span
    @Setting(help: "Whether a column holds the symbol (long), or the file's name is it (per_symbol).")
    var layout: CSVLayout = .auto
    @Setting(help: "Names of columns, where the header has none of the usual ones.")
    var columns: CSVColumnSettings = CSVColumnSettings()
    @Setting(help: "Which end of its bar a time names; a date alone always means its session's close.")
    var stamp: BarStamp = .start
    @Setting(help: "How times are written: ISO 8601, or a number of units since 1970.")
    var time: TimeFormat = .auto
    @Setting(help: "Zone of times without an offset: UTC, +02:00 or a name such as Europe/Berlin.")
    var zone: ZoneName = .utc
    @Setting(help: "Scales prices by adjusted over raw close, and volume and sizes the other way.")
    var adjustedClose: PriceAdjustment = .auto
    @Setting(help: "Where quotes come from; without it from bid and ask columns, if there are any.")
    var quotes: CSVQuoteSettings?
    @Setting(help: "First date or moment of use; a bar that ends by then is left out.")
    var start: DataMoment?
    @Setting(help: "Last date or moment of use; a bar that ends later is left out.")
    var end: DataMoment?

    func check(_ issues: inout [Diagnostic]) {
        if let start, let end, end < start {
            issues.append($end.conflict("must not be before 'start'"))
        }
    }
}

/// The names of columns in the header.
struct CSVColumnSettings: SettingGroup {
    @Setting(help: "Time of the bar.") var time: String?
    @Setting(help: "Symbol of the instrument.") var symbol: String?
    @Setting(help: "First price.") var open: String?
    @Setting(help: "Highest price.") var high: String?
    @Setting(help: "Lowest price.") var low: String?
    @Setting(help: "Last price.") var close: String?
    @Setting(help: "Traded quantity.") var volume: String?
    @Setting(help: "Last price, adjusted for splits and dividends.") var adjustedClose: String?
    @Setting(help: "Best price a buyer offers at the end of the bar.") var bid: String?
    @Setting(help: "Best price a seller asks at the end of the bar.") var ask: String?
    @Setting(help: "Quantity at the bid.") var bidSize: String?
    @Setting(help: "Quantity at the ask.") var askSize: String?
}

/// Where quotes come from.
struct CSVQuoteSettings: SettingGroup {
    @Setting(help: "Bid and ask columns, or prices made around the close.")
    var from: QuoteOrigin = .columns
    @Setting(in: 0...1_000, help: "Distance from bid to ask of quotes made around the close.")
    var spread: BasisPoints = 5

    func check(_ issues: inout [Diagnostic]) {
        if from == .columns, $spread.span != nil {
            issues.append($spread.conflict("belongs to 'from: close'; columns bring their own"))
        }
    }
}
