/// The name that a venue gives a trade; the same trade has it however often it is told.
@frozen
public enum FillID: Hashable, Sendable {
    /// A number, as a broker on paper counts.
    case number(UInt64)
    /// A word, as venues write it.
    indirect case text(String)
}

extension FillID: CustomStringConvertible {
    /// The number or the word.
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text
        }
    }
}
