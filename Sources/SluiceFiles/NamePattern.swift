/// A pattern for one name of a path: `*` stands for any characters, `?` for one.
struct NamePattern {
    let text: String
    private let scalars: [Unicode.Scalar]

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    var hasWildcard: Bool { scalars.contains { $0 == "*" || $0 == "?" } }

    /// Whether a name matches; a hidden name only when the pattern begins with a point.
    func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        guard name.first != "." || scalars.first == "." else { return false }
        var (at, next) = (0, 0)
        // Where to go on when a later part does not match: the last star takes one character more.
        var retry: (at: Int, next: Int)?
        while at < name.count {
            if next < scalars.count, scalars[next] == "*" {
                next += 1
                retry = (at, next)
            } else if next < scalars.count, scalars[next] == "?" || scalars[next] == name[at] {
                (at, next) = (at + 1, next + 1)
            } else if let last = retry {
                retry = (last.at + 1, last.next)
                (at, next) = (last.at + 1, last.next)
            } else {
                return false
            }
        }
        return scalars[next...].allSatisfy { $0 == "*" }
    }
}
