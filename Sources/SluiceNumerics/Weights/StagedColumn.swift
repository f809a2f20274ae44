/// One member's column of a cross-section on its way into the sums, over borrowed memory.
struct StagedColumn {
    let values: UnsafeBufferPointer<Double>
    /// What each value is multiplied by; empty for 1.
    let scale: UnsafeBufferPointer<Double>
    let differences: UnsafeMutableBufferPointer<Double>
    let masks: UnsafeMutableBufferPointer<Double>

    /// The largest value that is taken: the sums of squares of larger ones would not be finite.
    static let largest = 1e140

    /// The first value that is finite; NaN without one.
    var first: Double {
        for index in 0..<values.count {
            let value = scale.isEmpty ? values[index] : values[index] * scale[index]
            if value.magnitude <= Self.largest { return value }
        }
        return .nan
    }

    /// Writes differences from a reference, 0 where absent, and returns how many are absent.
    ///
    /// Masks are written only if one is, 0 where absent: else they are all 1, which they mostly were before. The loops
    /// over differences do not branch, so that the compiler takes several instruments at a time.
    func lay(from reference: Double) -> Int {
        var missing = 0
        if scale.isEmpty {
            for index in 0..<values.count {
                let value = values[index]
                let difference = value - reference
                differences[index] = value.magnitude <= Self.largest ? difference : 0
                missing |= value.magnitude <= Self.largest ? 0 : 1
            }
        } else {
            for index in 0..<values.count {
                let value = values[index] * scale[index]
                let difference = value - reference
                differences[index] = value.magnitude <= Self.largest ? difference : 0
                missing |= value.magnitude <= Self.largest ? 0 : 1
            }
        }
        return missing == 0 ? 0 : mask()
    }

    private func mask() -> Int {
        var missing = 0
        for index in 0..<values.count {
            let value = scale.isEmpty ? values[index] : values[index] * scale[index]
            let isPresent = value.magnitude <= Self.largest
            masks[index] = isPresent ? 1 : 0
            missing += isPresent ? 0 : 1
        }
        return missing
    }
}
