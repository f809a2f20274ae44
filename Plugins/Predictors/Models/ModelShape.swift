import SluiceMarket
import SluiceModels

/// What a pipeline was planned with: a run that takes another one's place must have the same.
struct ModelShape: Equatable {
    /// What a family forecasts.
    struct Use: Hashable {
        let family: String
        let horizon: Horizon
        let use: ModelUse
    }

    let members: [String]
    let features: [String]
    let uses: Set<Use>

    init(_ selection: ModelSelection) {
        (members, features) = (selection.members, selection.features)
        uses = Set(
            selection.choices.map { choice in
                Use(family: choice.model.place.family, horizon: choice.horizon, use: choice.use)
            })
    }

    /// What another shape has otherwise, in words; nil when it is the same.
    func difference(of other: ModelShape) -> String? {
        guard other.members == members else {
            return "its families are \(Self.list(other.members)), and \(Self.list(members)) were planned"
        }
        guard other.features == features else {
            let (more, less) = (
                other.features.filter { !features.contains($0) },
                features.filter { !other.features.contains($0) }
            )
            let parts = [("asks for", more), ("does not ask for", less)].filter { !$0.1.isEmpty }
            return "it " + parts.map { "\($0.0) \(Self.list($0.1))" }.joined(separator: " and ")
        }
        guard other.uses != uses else { return nil }
        let missing = uses.subtracting(other.uses).map {
            "no \($0.use.rawValue) over \($0.horizon) of \($0.family)"
        }
        let further = other.uses.subtracting(uses).map {
            "a \($0.use.rawValue) over \($0.horizon) of \($0.family)"
        }
        return "it gives " + Self.list((missing + further).sorted())
    }

    /// The first names of a list.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(5).joined(separator: ", ")
        return names.isEmpty ? "none" : names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
}
