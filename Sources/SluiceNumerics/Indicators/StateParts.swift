extension [Double] {
    /// The state cut into parts of the given lengths; nil when they do not make up the whole.
    func parts(_ lengths: Int...) -> [[Double]]? {
        guard lengths.reduce(0, +) == count else { return nil }
        var parts: [[Double]] = []
        var first = 0
        for length in lengths {
            parts.append(Array(self[first..<first + length]))
            first += length
        }
        return parts
    }
}
