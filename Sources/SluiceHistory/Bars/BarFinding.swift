/// Something in a file of bars that is not as it should be.
package struct BarFinding: Equatable {
    /// What can be wrong.
    package enum Kind: String, CaseIterable {
        /// The line is no bar.
        case unreadable
        /// An instrument has a bar of that time already.
        case duplicate
        /// The bar is older than the one before it of its instrument.
        case unsorted
        /// The calendar has bars between this one and the one before.
        case gap
        /// A price is absent, zero or negative.
        case price
        /// The high is below the low, or open or close lie outside of the two.
        case range
        /// The close is far from the one before.
        case outlier
        /// The volume is absent or negative.
        case volume
    }

    /// What is wrong.
    package let kind: Kind
    /// The line, from 1.
    package let line: Int
    /// The instrument; empty where the line has none.
    package let symbol: String
    /// What is wrong, in words.
    package let message: String

    /// Creates a finding.
    package init(_ kind: Kind, line: Int, symbol: String, _ message: String) {
        (self.kind, self.line, self.symbol, self.message) = (kind, line, symbol, message)
    }
}
