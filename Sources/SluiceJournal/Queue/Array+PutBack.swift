extension Array {
    /// Adds a value while there is room for it, and leaves an empty one in its place.
    ///
    /// The value changes hands in one step, so that whoever takes it out next is the only one who holds its memory.
    mutating func putBack(_ element: inout Element, empty: Element) {
        guard count < capacity else { return }
        append(empty)
        swap(&self[count - 1], &element)
    }
}
