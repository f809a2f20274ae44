extension Array {
    /// Removes everything and keeps the room.
    ///
    /// Most of what is emptied in each cycle is empty already, which this sees without asking who else holds the memory.
    /// Of the rest most holds one or two, which are gone sooner one by one.
    @inlinable @inline(__always)
    package mutating func empty() {
        if !isEmpty { emptyFull() }
    }

    @inlinable
    mutating func emptyFull() {
        guard count <= 4 else { return removeAll(keepingCapacity: true) }
        while !isEmpty { removeLast() }
    }
}
