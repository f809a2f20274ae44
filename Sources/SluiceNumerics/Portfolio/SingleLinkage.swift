/// The tree that joins the nearest clusters first, and the order of its leaves.
///
/// The distance of two clusters is that of their nearest members. The joins are the edges of the minimum spanning tree
/// (Prim) by length; of two clusters, the one that was made first stands left, as in scipy's `linkage`. Cost: n^2.
struct SingleLinkage {
    /// The leaves from left to right.
    private(set) var order: [Int]
    /// The edges of the spanning tree: two leaves and their distance.
    private var edges: [(left: Int, right: Int, length: Double)]
    private var nearest: [Double]
    private var source: [Int]
    /// The cluster that a cluster was joined into; itself for one that was not.
    private var parent: [Int]
    /// The two clusters that a join made one.
    private var children: [(left: Int, right: Int)]
    private var stack: [Int]

    init(capacity: Int) {
        order = Array(repeating: 0, count: capacity)
        edges = Array(repeating: (0, 0, 0), count: capacity)
        nearest = Array(repeating: 0, count: capacity)
        source = Array(repeating: 0, count: capacity)
        parent = Array(repeating: 0, count: 2 * capacity)
        children = Array(repeating: (0, 0), count: capacity)
        stack = Array(repeating: 0, count: 2 * capacity)
    }

    /// Makes the tree of the first `count` leaves.
    mutating func link(_ distances: SquareMatrix, _ count: Int) {
        span(distances, count)
        sort(count - 1)
        for cluster in 0..<2 * count { parent[cluster] = cluster }
        for join in 0..<count - 1 {
            let (one, other) = (root(edges[join].left), root(edges[join].right))
            children[join] = (Swift.min(one, other), Swift.max(one, other))
            parent[one] = count + join
            parent[other] = count + join
        }
        walk(count)
    }

    /// Prim's spanning tree from leaf 0; a leaf that is reached has its nearest distance made negative.
    private mutating func span(_ distances: SquareMatrix, _ count: Int) {
        for leaf in 0..<count { (nearest[leaf], source[leaf]) = (.infinity, 0) }
        var current = 0
        nearest[0] = -1
        for edge in 0..<count - 1 {
            var (next, shortest) = (-1, Double.infinity)
            for leaf in 0..<count where nearest[leaf] >= 0 {
                let distance = distances[current, leaf]
                if distance < nearest[leaf] { (nearest[leaf], source[leaf]) = (distance, current) }
                if next < 0 || nearest[leaf] < shortest { (next, shortest) = (leaf, nearest[leaf]) }
            }
            edges[edge] = (source[next], next, shortest)
            nearest[next] = -1
            current = next
        }
    }

    /// Orders the edges by length, equal ones as they were found: a merge by insertion would be n^2, a heap has no order
    /// among equals, so the place at which an edge was found is the second key of a heap.
    private mutating func sort(_ count: Int) {
        for place in 0..<Swift.max(count, 0) { source[place] = place }
        for start in stride(from: count / 2 - 1, through: 0, by: -1) { sink(start, count) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            swapEdges(0, end)
            sink(0, end)
        }
    }

    private mutating func sink(_ start: Int, _ end: Int) {
        var root = start
        while true {
            var last = root
            for child in 2 * root + 1...2 * root + 2 where child < end && isShorter(last, child) {
                last = child
            }
            guard last != root else { return }
            swapEdges(root, last)
            root = last
        }
    }

    private func isShorter(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (edges[one].length, edges[other].length)
        return left == right ? source[one] < source[other] : left < right
    }

    private mutating func swapEdges(_ one: Int, _ other: Int) {
        edges.swapAt(one, other)
        source.swapAt(one, other)
    }

    private mutating func root(_ leaf: Int) -> Int {
        var cluster = leaf
        while parent[cluster] != cluster {
            parent[cluster] = parent[parent[cluster]]
            cluster = parent[cluster]
        }
        return cluster
    }

    /// Writes down the leaves from left to right.
    private mutating func walk(_ count: Int) {
        var (depth, place) = (1, 0)
        stack[0] = 2 * count - 2
        while depth > 0 {
            depth -= 1
            let cluster = stack[depth]
            if cluster < count {
                order[place] = cluster
                place += 1
            } else {
                stack[depth] = children[cluster - count].right
                stack[depth + 1] = children[cluster - count].left
                depth += 2
            }
        }
    }
}
