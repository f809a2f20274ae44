/// The known name that a misspelt one most likely means; nil when none is within two edits.
///
/// An edit inserts, removes or replaces a character, or swaps two neighbours (optimal string alignment). Of
/// several at the same distance the first in the order given wins.
public func nearestName(to word: String, among names: some Sequence<String>) -> String? {
    var best: (name: String, distance: Int)?
    for name in names {
        let distance = editDistance(word, name)
        // A name is no hint for a word that shares nothing with it: "a" is two edits from "bc".
        guard distance <= 2, distance < name.count else { continue }
        if best.map({ distance < $0.distance }) ?? true { best = (name, distance) }
    }
    return best?.name
}

/// The number of single-character edits between two words, a swap of neighbours counting as one.
func editDistance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var previous = [Int](repeating: 0, count: b.count + 1)
    var row = Array(0...b.count)
    for i in 1...a.count {
        var next = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            next[j] = Swift.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                next[j] = Swift.min(next[j], previous[j - 2] + 1)
            }
        }
        (previous, row) = (row, next)
    }
    return row[b.count]
}
