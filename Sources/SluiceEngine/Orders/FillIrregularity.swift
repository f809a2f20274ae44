/// What is odd about a fill that was booked all the same.
public enum FillIrregularity: String, Sendable {
    /// The order had finished.
    case late
    /// It is more than was left of the order.
    case overfilled
    /// No order of this name was ever sent from here.
    case ofUnknownOrder = "of_unknown_order"
}
