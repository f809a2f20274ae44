/// Splits a parent's quantity into children by weights, in whole steps.
///
/// floor(total / step) steps are shared out by largest remainder, the earlier child first where remainders are equal.
/// A child below the minimum merges into the next one, the last one into the one before; where all together are below
/// it, they are one child at the end. The sum is exact. Source: Hamilton's method of apportionment. Worked number: 11
/// by weights 1, 1, 1 in steps of 1 are 4, 4 and 3.
///
/// All memory is taken when it is created; a split of n children costs n divisions and at most n passes.
public struct ChildSplit: Sendable {
    /// The step in which quantities trade.
    public let step: Amount
    /// The smallest child.
    public let minimum: Amount
    /// The children of the last split; zero where there is none.
    public private(set) var quantities: [Amount]
    private let weights: [Amount]
    private let sum: Amount
    private var remainders: [UInt128]

    /// Takes the weights; nil when none is above zero, one is below, or the step is not above zero.
    public init?(weights: [Amount], step: Amount, minimum: Amount = .zero) {
        guard step > .zero, minimum >= .zero, weights.allSatisfy({ $0 >= .zero }) else { return nil }
        var sum = Amount.zero
        for weight in weights {
            guard let next = try? sum.adding(weight) else { return nil }
            sum = next
        }
        guard sum > .zero else { return nil }
        (self.weights, self.sum, self.step, self.minimum) = (weights, sum, step, minimum)
        quantities = Array(repeating: .zero, count: weights.count)
        remainders = Array(repeating: 0, count: weights.count)
    }

    /// Takes a number of equal weights; nil unless there is one and the step is above zero.
    public init?(slices: Int, step: Amount, minimum: Amount = .zero) {
        guard slices > 0 else { return nil }
        self.init(weights: Array(repeating: Amount(1), count: slices), step: step, minimum: minimum)
    }

    /// Splits a quantity into `quantities`; nothing of one that is not above zero.
    public mutating func split(_ total: Amount) {
        let steps = total > .zero ? total.units.magnitude / step.units.magnitude : 0
        var left = steps
        for index in weights.indices {
            let product = steps.multipliedFullWidth(by: weights[index].units.magnitude)
            // No quotient exceeds `steps`, since no weight exceeds their sum.
            let (whole, rest) = sum.units.magnitude.dividingFullWidth(product)
            quantities[index] = Amount(validUnits: Int128(whole) * step.units)
            remainders[index] = rest
            left -= whole
        }
        shareOut(left)
        merge()
    }

    /// Gives a step to each of the children with the largest remainders.
    private mutating func shareOut(_ count: UInt128) {
        for _ in 0..<Int(count) {
            var best = 0
            for index in remainders.indices where remainders[index] > remainders[best] { best = index }
            quantities[best] = Amount(validUnits: quantities[best].units + step.units)
            remainders[best] = 0
        }
    }

    private mutating func merge() {
        var carried: Int128 = 0
        var last = quantities.count - 1
        for index in quantities.indices {
            let sum = quantities[index].units + carried
            let isChild = sum > 0 && sum >= minimum.units
            quantities[index] = Amount(validUnits: isChild ? sum : 0)
            carried = isChild ? 0 : sum
            if isChild { last = index }
        }
        quantities[last] = Amount(validUnits: quantities[last].units + carried)
    }
}
