/// What a venue takes of each instrument of a universe, by the instrument's number.
///
/// Without rules everything fits.
public struct ProductBook: Hashable, Sendable {
    @usableFromInline let rules: [ProductRules]

    /// No rules: everything fits.
    public static let none = ProductBook([])

    /// Creates a book of the rules of every instrument, in the universe's order.
    public init(_ rules: [ProductRules]) { self.rules = rules }

    /// Whether there are no rules at all.
    @inlinable public var isEmpty: Bool { rules.isEmpty }

    /// The rules of an instrument; those under which everything fits where there are none.
    public subscript(_ index: Int) -> ProductRules {
        rules.indices.contains(index) ? rules[index] : ProductRules()
    }

    /// The step of an instrument's quantities.
    public func quantityStep(of index: Int) -> Increment {
        rules.indices.contains(index) ? rules[index].quantityStep : .none
    }
}
