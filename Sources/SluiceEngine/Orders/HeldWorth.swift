import SluiceKit

/// What holdings are worth at some marks; 0 for what is not held, whatever its mark.
///
/// Four instruments at a time, and without a branch for what is not held: nobody could foretell it.
struct HeldWorth {
    let quantities: UnsafePointer<Double>
    let marks: UnsafePointer<Double>
    let rates: UnsafePointer<Double>
    let count: Int

    /// A sum of money and what is held, added one after the other.
    func worth(addedTo money: Double) -> Double {
        var (sum, place) = (money, 0)
        while place &+ 4 <= count {
            let four = four(place, for: 1)
            // What is not held adds nothing, which leaves every bit as it is.
            for lane in 0..<4 { sum += four[lane] }
            place &+= 4
        }
        while place < count {
            sum += one(place, for: 1)
            place &+= 1
        }
        return sum
    }

    /// Writes the share that each holding has of an equity.
    func divide(by equity: Double, into weights: UnsafeMutablePointer<Double>) {
        var place = 0
        while place &+ 4 <= count {
            UnsafeMutableRawPointer(weights + place)
                .storeBytes(of: four(place, for: equity), as: SIMD4<Double>.self)
            place &+= 4
        }
        while place < count {
            weights[place] = one(place, for: equity)
            place &+= 1
        }
    }

    /// Of four instruments the worth over an equity; over 1 it is the worth to the last bit.
    @inline(__always)
    private func four(_ place: Int, for equity: Double) -> SIMD4<Double> {
        let quantity = SIMD4(from: quantities + place)
        let worth = quantity * SIMD4(from: marks + place) * SIMD4(from: rates + place)
        return (worth / equity).replacing(with: SIMD4<Double>.zero, where: quantity .== SIMD4<Double>.zero)
    }

    /// The same of one.
    @inline(__always)
    private func one(_ place: Int, for equity: Double) -> Double {
        quantities[place] == 0 ? 0 : quantities[place] * marks[place] * rates[place] / equity
    }
}
