import Glibc
import SluiceKit

/// The price of one simulated instrument: geometric Brownian motion with jumps.
///
/// In a step of the variance v the logarithm moves by m - v/2 + sqrt(v)(sqrt(c) f + sqrt(1 - c) e), where m is the step's
/// drift, c the correlation, f the common factor and e the instrument's own, both standard normal (Merton, "Option
/// pricing when underlying stock returns are discontinuous", 1976, with a common factor). Jumps come at a rate of
/// their own, normal with mean 0, and the drift is lowered by what they add on average.
struct PricePath {
    private var dice: Dice
    private(set) var price: Double

    /// Begins a path whose dice depend on the seed and the symbol only, so that another instrument changes nothing.
    init(seed: UInt64, symbol: String, price: Double) {
        dice = Dice(seed: seed, stage: symbol)
        self.price = price
    }

    /// Moves by one step.
    mutating func step(_ step: Step, factor: Double) {
        let own = dice.normal()
        var move = step.drift + step.common * factor + step.own * own
        if step.jumpChance > 0, dice.uniform() < step.jumpChance { move += step.jumpSize * dice.normal() }
        // No price leaves what prices can be, however wild the settings.
        price = min(max(price * exp(move), 1e-9), 1e15)
    }

    /// A quantity or spread around a mean, lognormal with a standard deviation of its logarithm of `noise`.
    mutating func around(_ mean: Double, noise: Double) -> Double {
        mean * exp(noise * dice.normal() - noise * noise / 2)
    }

    /// What is the same for all instruments in a step.
    struct Step {
        /// The part of the move that is not chance.
        var drift = 0.0
        /// What the common factor is multiplied with.
        var common = 0.0
        /// What the instrument's own chance is multiplied with.
        var own = 0.0
        var jumpChance = 0.0
        var jumpSize = 0.0
    }
}

extension PricePath {
    func remember(into memory: inout MemoryWriter) {
        dice.remember(into: &memory)
        memory.write(price)
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        try dice.recall(from: &memory)
        price = try memory.double()
    }
}
