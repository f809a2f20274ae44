import SluiceKit
import SluiceMarket

/// What a learner weighs.
enum ChoiceKind: String, SettingChoice {
    /// The members of the blend, over all horizons.
    case members
    /// The horizons, over all members.
    case horizons
    /// Every member at every horizon.
    case both
}

/// The choices of a learner by index: member by member, in each the horizons.
struct ChoiceTable {
    let kind: ChoiceKind
    let choices: [WeightChoice]
    let members: Int
    let horizons: Int

    init(_ kind: ChoiceKind, axes: Axes) {
        self.kind = kind
        (members, horizons) = (kind == .horizons ? 0 : axes.members.count, axes.horizons.count)
        choices =
            switch kind {
            case .members: axes.members.map { WeightChoice(member: $0) }
            case .horizons: axes.horizons.map { WeightChoice(horizon: $0) }
            case .both:
                axes.members.flatMap { member in
                    axes.horizons.map { WeightChoice(member: member, horizon: $0) }
                }
            }
    }

    /// The index of a member's choice at a horizon; of the horizon's where horizons alone are weighed.
    func index(member: Int, horizon: Int) -> Int {
        switch kind {
        case .members: member
        case .horizons: horizon
        case .both: member * horizons + horizon
        }
    }

    /// A key for each choice, the same however many others there are.
    var keys: [UInt64] {
        choices.map { choice in
            var digest = Digest()
            digest.add(choice.description)
            return digest.value
        }
    }
}
