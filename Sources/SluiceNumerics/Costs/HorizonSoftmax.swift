internal import Glibc

/// Weighs horizons by what they are worth for their risk: softmax of beta x edge / (volatility x sqrt(minutes / 5)).
///
/// The greatest exponent is taken off all before any is raised, so that nothing overflows. A horizon whose edge is not
/// finite gets weight 0. Worked number: edges 2 and 1 at a risk of 1 each and beta 2 weigh 0.880797 and 0.119203.
public struct HorizonSoftmax: Equatable, Sendable {
    /// How sharply the better horizon is preferred; 0 weighs all alike.
    public let beta: Double
    /// What is added to a risk, so that none is 0.
    public let epsilon: Double

    /// Refuses a negative beta and an epsilon that is not above zero.
    public init(beta: Double = 2, epsilon: Double = 1e-8) throws(InvalidParameter) {
        try require(nonNegative: "beta", beta)
        try require(positive: "epsilon", epsilon)
        (self.beta, self.epsilon) = (beta, epsilon)
    }

    /// Replaces edges by weights, which add up to 1; false, and all 0, when none is finite.
    ///
    /// `roots` has sqrt(minutes / 5) of each horizon, `volatility` is of five minutes in the unit of the edges.
    @discardableResult
    public func weigh(
        _ edges: UnsafeMutableBufferPointer<Double>, roots: UnsafeBufferPointer<Double>, volatility: Double
    ) -> Bool {
        precondition(edges.count == roots.count, "each horizon has an edge and a root")
        var greatest = -Double.infinity
        for index in edges.indices {
            edges[index] = beta * edges[index] / (volatility * roots[index] + epsilon)
            if edges[index].isFinite, edges[index] > greatest { greatest = edges[index] }
        }
        guard greatest > -.infinity else {
            edges.update(repeating: 0)
            return false
        }
        var sum = 0.0
        for index in edges.indices {
            edges[index] = edges[index].isFinite ? exp(edges[index] - greatest) : 0
            sum += edges[index]
        }
        for index in edges.indices { edges[index] /= sum }
        return true
    }

    /// The place of the greatest weight, of equals the first; nil when there is none above 0.
    public static func heaviest(_ weights: UnsafeBufferPointer<Double>) -> Int? {
        var (best, weight): (Int?, Double) = (nil, 0)
        for index in weights.indices where weights[index] > weight {
            (best, weight) = (index, weights[index])
        }
        return best
    }
}

extension HorizonSoftmax {
    /// The weights of some edges, in an array of its own; see `weigh`.
    public func weights(_ edges: [Double], roots: [Double], volatility: Double) -> [Double] {
        var weights = edges
        weights.withUnsafeMutableBufferPointer { weights in
            _ = roots.withUnsafeBufferPointer { weigh(weights, roots: $0, volatility: volatility) }
        }
        return weights
    }

    /// The sum of weight times net; a horizon of weight 0 takes no part, whatever its net.
    public static func blend(_ nets: [Double], _ weights: [Double]) -> Double {
        zip(nets, weights).reduce(0) { $1.1 == 0 ? $0 : $0 + $1.0 * $1.1 }
    }

    /// The place whose weight is greatest on average over rows of weights, of equals the first.
    public static func heaviest(onAverage rows: [[Double]]) -> Int? {
        guard var sums = rows.first else { return nil }
        for row in rows.dropFirst() { for (index, weight) in row.enumerated() { sums[index] += weight } }
        return sums.withUnsafeBufferPointer { heaviest($0) }
    }
}
