import SluiceKit
import SluiceMarket

/// What must hold when volume and depth vanish and spreads widen.
struct CrunchProof {
    /// The largest part of a bar's volume that an order which adds may be.
    let participation: Double
    /// The widest spread that something is entered at, a fraction of the price.
    let spread: Double

    /// What did not hold, in words.
    func breaches(_ steps: [PaperScenario.Step], from crunch: Int) -> [String] {
        var found: Set<String> = []
        let later = steps.filter { $0.cycle >= crunch }
        var exits = 0
        for step in later {
            for (request, isReducing) in zip(step.sent, step.reducing) {
                if isReducing {
                    exits += 1
                    continue
                }
                let index = request.instrument
                if request.quantity.doubleValue > participation * step.volume[index] {
                    found.insert("an order enters that is too large for the market")
                }
                if 2 * step.halfSpread[index] > spread { found.insert("an order enters at a wide spread") }
            }
        }
        if !later.contains(where: { $0.refused + $0.blocked > 0 }) { found.insert("nothing was refused") }
        if exits == 0 { found.insert("no exit has left") }
        if later.last?.values.contains(where: { $0 != 0 }) == true { found.insert("something is left") }
        return found.sorted()
    }
}
