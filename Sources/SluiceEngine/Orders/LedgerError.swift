/// An account that cannot be booked.
struct LedgerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
