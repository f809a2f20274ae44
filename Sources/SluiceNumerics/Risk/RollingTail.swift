/// The last `window` returns of one series, in ascending order at any time, with what their tail loses.
///
/// A push finds its place by halving and moves the rest along: at most `window` numbers, no allocation. A return that is
/// not finite is refused. Figures: see `TailRisk`; the exponential ones take the mean as 0 and let the variance fade,
/// variance x decay + (1 - decay) x return^2, begun by the first square (RiskMetrics 1996, decay 0.94).
///
/// Worked number: decay 0.94 and the returns 1%, 2% leave a deviation of sqrt(0.94 x 0.0001 + 0.06 x 0.0004) = 1.086278%.
public struct RollingTail: Equatable, Sendable {
    /// How many returns are remembered.
    public let window: Int
    /// What the exponential variance keeps with each return.
    public let decay: Double
    /// The part of all periods that is no worse.
    public let rule: TailRisk
    /// How many returns there are.
    public private(set) var count = 0
    private var next = 0
    private var variance = Double.nan
    private var ring: [Double]
    private var sorted: [Double]

    /// Refuses a window outside 2 to 1,000,000 and a decay outside 0.5 to 0.9999.
    public init(window: Int = 250, decay: Double = 0.94, rule: TailRisk) throws(InvalidParameter) {
        try require("window", window, in: 2...1_000_000)
        try require("decay", decay, in: 0.5...0.9999)
        (self.window, self.decay, self.rule) = (window, decay, rule)
        ring = [Double](repeating: 0, count: window)
        sorted = ring
    }

    /// Takes the next return; false, and nothing changed, when it is not finite.
    @discardableResult
    public mutating func push(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        if count == window { remove(ring[next]) }
        insert(value)
        ring[next] = value
        next = next + 1 == window ? 0 : next + 1
        let square = value * value
        variance = variance.isNaN ? square : variance * decay + (1 - decay) * square
        return true
    }

    /// The historical figures; zero without a return.
    public var historical: TailRisk.Loss { rule.historical(sorted: sorted.span.extracting(0..<count)) }

    /// The figures of a normal distribution with the mean and deviation of the window; zero below two returns.
    public var normal: TailRisk.Loss {
        let moments = SampleMoments(sorted.span.extracting(0..<count))
        return rule.normal(mean: moments.mean, deviation: moments.deviation)
    }

    /// The figures of a normal distribution with the fading deviation; zero without a return.
    public var exponential: TailRisk.Loss { rule.normal(mean: 0, deviation: variance.squareRoot()) }

    /// The first place whose return is not below a value.
    private func place(of value: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func insert(_ value: Double) {
        let place = place(of: value)
        var index = count
        while index > place {
            sorted[index] = sorted[index - 1]
            index -= 1
        }
        sorted[place] = value
        count += 1
    }

    private mutating func remove(_ value: Double) {
        var index = place(of: value)
        count -= 1
        while index < count {
            sorted[index] = sorted[index + 1]
            index += 1
        }
    }

    /// Everything that has to survive a restart: the variance, then the returns from the oldest on.
    public var state: [Double] {
        [variance] + (0..<count).map { ring[(next + window - count + $0) % window] }
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count >= 1, state.count <= window + 1, state[1...].allSatisfy(\.isFinite),
            state.count == 1 ? state[0].isNaN : state[0] >= 0
        else { return false }
        var fresh = self
        (fresh.count, fresh.next) = (0, 0)
        for value in state[1...] { fresh.push(value) }
        fresh.variance = state[0]
        self = fresh
        return true
    }
}
