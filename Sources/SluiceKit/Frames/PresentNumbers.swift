/// Which of some numbers that lie beside each other are there, four looked at in one step; NaN means absent.
package enum PresentNumbers {
    /// Whether none is absent.
    package static func isWhole(_ numbers: UnsafePointer<Double>, _ count: Int) -> Bool {
        var present = SIMDMask<SIMD4<Int64>>(repeating: true)
        var place = 0
        while place &+ 4 <= count {
            let four = SIMD4(from: numbers + place)
            present .&= four .== four
            place &+= 4
        }
        guard all(present) else { return false }
        while place < count, !numbers[place].isNaN { place &+= 1 }
        return place == count
    }

    /// Whether not all are absent; most are all there or all absent.
    package static func isAny(_ numbers: UnsafePointer<Double>, _ count: Int) -> Bool {
        var place = 0
        while place &+ 4 <= count {
            let four = SIMD4(from: numbers + place)
            if any(four .== four) { return true }
            place &+= 4
        }
        while place < count, numbers[place].isNaN { place &+= 1 }
        return place < count
    }
}
