package import SluiceKit
package import SluiceMarket

/// One bar as a file's line says it, before anything is checked.
package struct BarLine: Equatable {
    /// The line it stands on, from 1.
    package var line = 0
    /// The time as it is written there.
    package var time = Timestamp.distantPast
    /// The instrument.
    package var symbol = ""
    /// By the raw value of a number's ``BarField``; NaN is absent.
    package var numbers = [Double](repeating: .nan, count: BarField.numbers)

    /// One of its numbers.
    package subscript(_ field: BarField) -> Double {
        get { numbers[Int(field.rawValue)] }
        set { numbers[Int(field.rawValue)] = newValue }
    }
}
