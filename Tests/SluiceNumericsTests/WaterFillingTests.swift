import SluiceNumerics
import Testing

@Suite struct WaterFillingTests {
    private func filled(_ wishes: [Double], cap: Double, gross: Double) throws -> [Double] {
        var weights = wishes
        var span = weights.mutableSpan
        try WaterFilling(cap: cap, gross: gross).fill(&span)
        return weights
    }

    /// What is wrong with weights that were made of wishes; empty when cap and gross hold together.
    private func faults(_ weights: [Double], _ wishes: [Double], cap: Double, gross: Double) -> [String] {
        var faults: [String] = []
        let known = wishes.indices.filter { wishes[$0].isFinite && wishes[$0] != 0 }
        let sum = known.reduce(0) { $0 + weights[$1].magnitude }
        let wanted = min(gross, Double(known.count) * cap)
        if (sum - wanted).magnitude > 1e-9 { faults.append("gross \(sum) instead of \(wanted)") }
        if known.contains(where: { weights[$0].magnitude > cap * (1 + 1e-12) }) {
            faults.append("beyond the cap")
        }
        if known.contains(where: { weights[$0] * wishes[$0] < 0 }) { faults.append("a sign changed") }
        if wishes.indices.contains(where: { !wishes[$0].isFinite && !weights[$0].isNaN }) {
            faults.append("an absent wish trades")
        }
        for one in known {
            for other in known where wishes[one].magnitude > wishes[other].magnitude {
                if weights[one].magnitude < weights[other].magnitude * (1 - 1e-12) {
                    faults.append("out of order")
                }
            }
        }
        return faults
    }

    /// All weights times one factor, so that their sizes sum to the gross.
    private func stretched(_ wishes: [Double], to gross: Double) -> [Double] {
        let sum = wishes.reduce(0) { $0 + $1.magnitude }
        return sum > 0 ? wishes.map { $0 * gross / sum } : wishes
    }

    private func wishes(_ dice: inout SeededDice) -> [Double] {
        (0..<dice.below(12)).map { _ in
            switch dice.below(12) {
            case 0: .nan
            case 1: 0
            case 2: dice.normal() * 1e-8
            case 3: .infinity
            default: dice.normal()
            }
        }
    }

    @Test func `who would exceed the cap sits at it, and the rest keeps its proportions`() throws {
        let weights = try filled([0.6, 0.3, -0.1], cap: 0.4, gross: 1)
        for (weight, wanted) in zip(weights, [0.4, 0.4, -0.2]) { #expect(abs(weight - wanted) < 1e-15) }
        #expect(try filled([3, -1], cap: 0.05, gross: 1) == [0.05, -0.05])
        #expect(try filled([0, 0], cap: 0.05, gross: 1) == [0, 0])
        #expect(try filled([], cap: 0.05, gross: 1).isEmpty)
    }

    @Test func `in 10,000 random books cap and gross hold together (seed 501)`() throws {
        var (dice, beyond) = (SeededDice(seed: 501), 0)
        for _ in 0..<10_000 {
            let wishes = wishes(&dice)
            let (cap, gross) = (0.02 + dice.unit() * 0.3, 0.05 + dice.unit())
            let weights = try filled(wishes, cap: cap, gross: gross)
            #expect(faults(weights, wishes, cap: cap, gross: gross) == [])
            // Cutting at the cap and scaling up afterwards is the mistake that the check has to see.
            let cut = wishes.map { $0.isFinite ? min(max($0, -cap), cap) : .nan }
            let sum = cut.reduce(0) { $0 + ($1.isFinite ? $1.magnitude : 0) }
            beyond += faults(cut.map { $0 * gross / sum }, wishes, cap: cap, gross: gross).isEmpty ? 0 : 1
        }
        #expect(beyond > 3_000)
    }

    @Test func `10,000 books filled twice, scaled or reordered stay the same (seed 502)`() throws {
        var (dice, changed) = (SeededDice(seed: 502), 0)
        for _ in 0..<10_000 {
            let wishes = wishes(&dice).filter(\.isFinite)
            let (cap, gross) = (0.02 + dice.unit() * 0.3, 0.05 + dice.unit())
            let weights = try filled(wishes, cap: cap, gross: gross)
            let again = try filled(weights, cap: cap, gross: gross)
            let scaled = try filled(wishes.map { $0 * 7.5 }, cap: cap, gross: gross)
            let order = dice.order(wishes.count)
            let moved = try filled(order.map { wishes[$0] }, cap: cap, gross: gross)
            for index in wishes.indices {
                #expect(abs(again[index] - weights[index]) < 1e-12)
                #expect(abs(scaled[index] - weights[index]) < 1e-12)
                #expect(abs(moved[index] - weights[order[index]]) < 1e-12)
            }
            // Clipping once and scaling after is the mistake: done again, it gives something else.
            func clipped(_ wishes: [Double]) -> [Double] {
                let capped = stretched(wishes, to: gross).map { max(-cap, min($0, cap)) }
                return stretched(capped, to: gross)
            }
            let (once, twice) = (clipped(wishes), clipped(clipped(wishes)))
            changed += zip(once, twice).contains { abs($0 - $1) > 1e-6 } ? 1 : 0
        }
        #expect(changed > 1_000)
    }

    @Test(arguments: [(-1.0, 1.0), (.nan, 1), (1, -1), (1, .nan), (1, .infinity)])
    func `a cap or a gross without meaning is refused`(cap: Double, gross: Double) {
        #expect(throws: InvalidParameter.self) { try WaterFilling(cap: cap, gross: gross) }
    }
}
