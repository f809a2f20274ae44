/// A venue's answer to the question which orders are open.
public enum OrderListing: Hashable, Sendable {
    /// All of them, every page of it.
    case complete([OrderSnapshot])
    /// The question failed, or only a part of the answer came: nothing can be concluded from what is not in it.
    case incomplete
}
