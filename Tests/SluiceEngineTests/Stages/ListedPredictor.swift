import SluiceDocument
import SluiceKit
import SluiceMarket

/// Has as many members as a file lists, and expects the same of every instrument: 10, 20, 30 basis points and so on.
final class ListedPredictor: Predictor {
    static let manifest = Manifest("listed", "Has the members that a file lists.")

    struct Settings: PluginSettings {
        @Setting(help: "The file.") var list: PipelinePath
    }

    static func horizons(_ settings: Settings) -> [Horizon] { [.session] }

    static func outline(
        _ settings: Settings, in plan: PlanFacts, files: any FileAccess, _ issues: inout [Diagnostic]
    ) -> StageOutline {
        do throws(FileError) {
            let names = try files.files(at: settings.list).map { path in
                String(path.split(separator: "/").last ?? "")
            }
            return StageOutline(members: names, features: ["ret_1d"])
        } catch {
            issues.append(settings.$list.conflict("\(error)"))
            return StageOutline()
        }
    }

    private let feature: Int?

    init(settings: Settings, context: StageContext) {
        feature = context.axes.index(ofFeature: "ret_1d")
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        for member in 0..<forecasts.members {
            for horizon in 0..<forecasts.horizons {
                let value = feature == nil ? Double.nan : Double(10 * (member + 1))
                forecasts.column(member: member, horizon: horizon).fill(value)
            }
        }
    }
}
