import SluiceMarket
import Testing

@Suite struct ChildSplitTests {
    private func split(
        _ total: String, _ weights: [Int], step: String = "1", minimum: String = "0"
    ) throws -> [String] {
        func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }
        let (step, minimum) = (try amount(step), try amount(minimum))
        var split = try #require(
            ChildSplit(weights: weights.map { Amount($0) }, step: step, minimum: minimum))
        split.split(try amount(total))
        return split.quantities.map(\.description)
    }

    @Test func `11 by equal weights are 4, 4 and 3`() throws {
        #expect(try split("11", [1, 1, 1]) == ["4", "4", "3"])
        #expect(try split("221.8265", [1, 1, 1, 1, 1, 1, 1], step: "0.1", minimum: "0.3").last == "31.6")
    }

    @Test func `the largest remainder gets the step, the earlier one where they are equal`() throws {
        #expect(try split("10", [1, 2, 1]) == ["3", "5", "2"])
        #expect(try split("7", [1, 5, 1]) == ["1", "5", "1"])
        #expect(try split("1", [3, 3, 4]) == ["0", "0", "1"])
    }

    @Test func `a child below the minimum merges forward, the last one backward`() throws {
        #expect(try split("10", [1, 4, 4, 1], minimum: "3") == ["0", "5", "5", "0"])
        #expect(try split("10", [1, 1, 0, 8], minimum: "2") == ["0", "2", "0", "8"])
        #expect(try split("4", [1, 1, 1, 1], minimum: "5") == ["0", "0", "0", "4"])
    }

    @Test func `a weight of zero has a child only by merging`() throws {
        #expect(try split("9", [3, 0, 6]) == ["3", "0", "6"])
    }

    @Test(arguments: ["0", "-5", "0.5"])
    func `less than a step has no children`(total: String) throws {
        #expect(try split(total, [1, 1]) == ["0", "0"])
    }

    @Test func `what cannot be split by is no split`() {
        #expect(ChildSplit(weights: [], step: Amount(1)) == nil)
        #expect(ChildSplit(weights: [.zero, .zero], step: Amount(1)) == nil)
        #expect(ChildSplit(weights: [Amount(1), Amount(-1)], step: Amount(1)) == nil)
        #expect(ChildSplit(weights: [.greatest, .greatest], step: Amount(1)) == nil)
        #expect(ChildSplit(slices: 3, step: .zero) == nil)
        #expect(ChildSplit(slices: 3, step: Amount(1), minimum: Amount(-1)) == nil)
        #expect(ChildSplit(slices: 0, step: Amount(1)) == nil)
    }

    @Test func `the greatest amount can be split`() throws {
        var split = try #require(ChildSplit(weights: [Amount(1), Amount(2)], step: .leastPositive))
        split.split(.greatest)
        #expect(try split.quantities[0].adding(split.quantities[1]) == .greatest)
    }

    /// What is wrong with the children of a total; empty when nothing is.
    private func faults(
        _ children: [Amount], _ total: Amount, step: Amount, minimum: Amount
    ) throws -> [String] {
        var sum = Amount.zero
        var faults: [String] = []
        for child in children where !child.isZero {
            sum = try sum.adding(child)
            if child.units % step.units != 0 { faults.append("no whole steps") }
        }
        if sum != (try total.rounded(toMultipleOf: step, rounding: .down)) { faults.append("another sum") }
        let small = children.count { !$0.isZero && $0 < minimum }
        if small > (children.count { !$0.isZero } == 1 ? 1 : 0) { faults.append("too small") }
        return faults
    }

    @Test func `2,000 random splits of seed 14 lose nothing and keep the minimum`() throws {
        var dice = Dice(seed: 14)
        for _ in 0..<2_000 {
            let weights = (0..<Int(dice.next() % 12 + 1)).map { _ in Amount(Int(dice.next() % 5)) }
            let step = try #require(Amount(units: Int128(dice.next() % 1_000_000_000_000 + 1)))
            let minimum = try #require(Amount(units: step.units * Int128(dice.next() % 20)))
            let total = try #require(Amount(units: step.units * Int128(dice.next() % 500) + step.units / 2))
            guard var split = ChildSplit(weights: weights, step: step, minimum: minimum) else { continue }
            split.split(total)
            #expect(try faults(split.quantities, total, step: step, minimum: minimum) == [])
        }
        // The checker notices a step that is lost, one that is torn, and a child that is too small.
        let ten = Amount(10)
        #expect(try faults([ten], Amount(11), step: Amount(1), minimum: .zero) == ["another sum"])
        let half = try #require(Amount(parsing: "10.5"))
        #expect(try !faults([half], ten, step: Amount(1), minimum: .zero).isEmpty)
        #expect(
            try faults([Amount(1), Amount(9)], ten, step: Amount(1), minimum: Amount(5)) == ["too small"])
    }
}
