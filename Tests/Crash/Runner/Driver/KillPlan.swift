import SluiceEngine
import SluiceKit

/// How a life of the trader is to end.
enum Kill: Hashable {
    /// At an instant after its first order, so many milliseconds later.
    case random(after: Int)
    /// At an instant after its start, which is mostly before its first order; it counts only when it is not.
    case early(after: Int)
    /// Where it passes a fail point for the n-th time.
    case failPoint(FailPoint, Int)
    /// By the venue, when its n-th order is durable and not answered.
    case venue(Int)

    /// What it is counted under.
    var kind: String {
        switch self {
        case .random, .early: "random"
        case .failPoint(let point, _): point.rawValue
        case .venue: "venue"
        }
    }

    /// All that kills are counted under.
    static let kinds = ["random", "venue"] + FailPoint.allCases.map(\.rawValue)
}

/// Deals kills from a deck that has each kind, seeded; a deck of eight has every fail point once.
struct KillPlan {
    private var dice: Dice
    private let hasFailPoints: Bool
    private var deck: [Kill] = []

    init(seed: UInt64, hasFailPoints: Bool) {
        (dice, self.hasFailPoints) = (Dice(seed: seed, stage: "kills"), hasFailPoints)
    }

    /// The next kill.
    mutating func next() -> Kill {
        if deck.isEmpty { deal() }
        return deck.removeLast()
    }

    private mutating func deal() {
        // Nothing is sent before the first order is meant, so that the second passing is the first that counts.
        let points = FailPoint.allCases.map {
            Kill.failPoint($0, number(upTo: 6) + ($0 == .intended ? 2 : 1))
        }
        deck = hasFailPoints ? points : []
        deck += [.venue(number(upTo: 6) + 1), .early(after: number(upTo: 300))]
        for _ in 0..<2 { deck.append(.random(after: number(upTo: 400))) }
        deck.shuffle(using: &dice)
    }

    /// A number below another one.
    private mutating func number(upTo end: UInt64) -> Int { Int(dice.next() % end) }
}
