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

    /// Writes differences from a reference and masks, 0 and 0 where absent, and returns how many are absent.
    ///
    /// Neither loop branches, so that the compiler takes several instruments at a time.
    func lay(from reference: Double) -> Int {
        if scale.isEmpty {
            for index in 0..<values.count { differences[index] = values[index] }
        } else {
            for index in 0..<values.count { differences[index] = values[index] * scale[index] }
        }
        var missing = 0
        for index in 0..<values.count {
            let value = differences[index]
            let isPresent = value.magnitude <= Self.largest
            differences[index] = isPresent ? value - reference : 0
            masks[index] = isPresent ? 1 : 0
            missing &+= isPresent ? 0 : 1
        }
        return missing
    }
}
