extension Array {
    /// Removes everything and keeps the room.
    ///
    /// Most of what is emptied in each cycle is empty already, which this sees without asking who else holds the memory.
    @inlinable
    package mutating func empty() { if !isEmpty { removeAll(keepingCapacity: true) } }
}
