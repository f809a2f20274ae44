/// Where the boxes of a graph stand: in layers from top to bottom, each stage below all that feeds it.
///
/// After Sugiyama, Tagawa and Toda (1981): an arrow over several layers gets a slot in each of them, so that it has
/// room between the boxes, and slots stand at the mean of what they hang on.
struct GraphLayout {
    /// A place in a layer.
    struct Slot {
        /// The box; nil where an arrow passes.
        let box: Int?
        /// The middle, in widths of a box from the left.
        var x: Double
    }

    /// The layers from top to bottom.
    private(set) var layers: [[Slot]] = []
    /// For each arrow drawn its edge and the slots it runs through, as layer and index.
    private(set) var paths: [(edge: PipelineGraph.Edge, slots: [(layer: Int, index: Int)])] = []

    init(_ graph: PipelineGraph) {
        let drawn = graph.edges.filter(\.isDrawn)
        var depth = Array(repeating: 0, count: graph.boxes.count)
        // Stages stand in the order in which they run, so what feeds one is placed before it.
        for edge in drawn.filter({ !$0.isLater }).sorted(by: { $0.to < $1.to }) {
            depth[edge.to] = max(depth[edge.to], depth[edge.from] + 1)
        }
        layers = Array(repeating: [], count: (depth.max() ?? -1) + 1)
        var place: [(layer: Int, index: Int)] = []
        for box in graph.boxes.indices {
            place.append((depth[box], layers[depth[box]].count))
            layers[depth[box]].append(Slot(box: box, x: 0))
        }
        for edge in drawn {
            var slots = [place[edge.from]]
            let between = (depth[edge.from] + 1)..<max(depth[edge.to], depth[edge.from] + 1)
            for layer in edge.isLater ? 0..<0 : between {
                slots.append((layer, layers[layer].count))
                layers[layer].append(Slot(box: nil, x: 0))
            }
            paths.append((edge, slots + [place[edge.to]]))
        }
        arrange()
    }

    /// The width of the widest layer, in boxes.
    var width: Double {
        let right = layers.joined().map { $0.x + ($0.box == nil ? 0.25 : 0.5) }
        return right.max() ?? 0
    }

    private mutating func arrange() {
        for layer in layers.indices { spread(layer, around: layers[layer].indices.map(Double.init)) }
        // Down and up: few sweeps settle graphs of this size.
        for sweep in 0..<8 {
            let isDown = sweep.isMultiple(of: 2)
            for layer in isDown ? Array(layers.indices) : layers.indices.reversed() {
                spread(layer, around: wishes(of: layer, fromAbove: isDown))
            }
        }
        let left = layers.joined().map { $0.x - ($0.box == nil ? 0.25 : 0.5) }.min() ?? 0
        for layer in layers.indices {
            for index in layers[layer].indices { layers[layer][index].x -= left }
        }
    }

    /// Where each slot of a layer would stand if it were alone: at the mean of what it hangs on.
    private func wishes(of layer: Int, fromAbove: Bool) -> [Double] {
        var sums = layers[layer].map { _ in (sum: 0.0, count: 0.0) }
        for path in paths where !path.edge.isLater {
            for (upper, lower) in zip(path.slots, path.slots.dropFirst()) {
                let (own, other) = fromAbove ? (lower, upper) : (upper, lower)
                guard own.layer == layer else { continue }
                sums[own.index].sum += layers[other.layer][other.index].x
                sums[own.index].count += 1
            }
        }
        return zip(sums, layers[layer]).map { $0.count > 0 ? $0.sum / $0.count : $1.x }
    }

    /// Puts slots side by side in the order of their wishes, and the whole row where it pulls least.
    private mutating func spread(_ layer: Int, around wishes: [Double]) {
        let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
        var x = 0.0
        var last: Slot?
        for index in order {
            let slot = layers[layer][index]
            if let last { x += (last.box == nil || slot.box == nil) ? 0.75 : 1 }
            x = max(x, wishes[index])
            layers[layer][index].x = x
            last = slot
        }
        guard !order.isEmpty else { return }
        let pull = order.reduce(0) { $0 + wishes[$1] - layers[layer][$1].x } / Double(order.count)
        for index in order { layers[layer][index].x += pull }
    }
}
