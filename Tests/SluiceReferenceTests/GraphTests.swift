import SluiceDocument
import SluiceKit
import SluicePipeline
import Testing

@testable import SluiceReference
@testable import TestPlugins

/// Graphs as text and as pictures.
@Suite struct GraphTests {
    private func graph(_ text: String) throws -> PipelineGraph {
        PipelineGraph(try #require(Loaded.file(text).plan))
    }

    /// Two branches, a gate that looks past several layers, and a learner.
    private let wide = """
        version: 1
        name: wide
        modes: [backtest]
        universe: [SPY]
        cycle: { every: 1m }
        stages:
          - { id: bars, uses: data.tape }
          - { id: trend, uses: predictor.trend }
          - { id: other, uses: predictor.trend }
          - { id: turn, uses: predictor.turn }
          - { id: blend, uses: blender.mean, from: [trend, other] }
          - { id: pick, uses: arbiter.best }
          - { id: width, uses: gate.width }
          - { id: turns, uses: gate.turns }
          - { id: size, uses: sizer.even }
          - { id: guard, uses: risk.limits }
          - { id: route, uses: execution.once }
          - { id: broker, uses: broker.sim, with: { cash: 1 USD } }
          - { id: credit, uses: learner.credit }
        """

    @Test func `The text says who feeds whom, the market last`() throws {
        let text = GraphText(try graph(wide)).text
        #expect(text.hasPrefix("wide: 1 instrument, every 1m on 24/7\n\n"))
        #expect(text.contains("\nbars    data.tape\n"))
        #expect(
            text.contains(
                "\nblend   blender.mean     forecasts from trend, other; weights of the cycle before from credit\n"
            ))
        #expect(
            text.contains(
                "\nturns   gate.turns       probabilities from turn; decisions from width; market from bars\n"
            ))
        #expect(
            GraphText(try graph(TestRegistry.pipeline)).text.hasSuffix(
                "\n\nops     alert.hook       on kill_switch"))
    }

    @Test func `Mermaid and Graphviz get every stage and every arrow that is drawn`() throws {
        let graph = try graph(wide)
        let mermaid = GraphMermaid(graph).text
        let dot = GraphDOT(graph).text
        #expect(mermaid.hasPrefix("flowchart TD\n"))
        #expect(mermaid.contains("s1[\"trend<br/>predictor.trend\"]"))
        #expect(mermaid.contains("s12 -.->|weights| s4"))
        #expect(dot.contains("\"trend\" -> \"blend\" [label=\"forecasts\"];"))
        #expect(dot.contains("\"credit\" -> \"blend\" [label=\"weights\", style=dashed, constraint=false];"))
        let drawn = graph.edges.filter(\.isDrawn).count
        #expect(drawn == 17)
        #expect(mermaid.split(separator: "\n").filter { $0.contains("->|") }.count == drawn)
        #expect(dot.split(separator: "\n").filter { $0.contains(" -> ") }.count == drawn)
    }

    @Test func `No two boxes of a picture meet, and every arrow leads down`() throws {
        let layout = GraphLayout(try graph(wide))
        #expect(layout.layers.joined().compactMap(\.box).sorted() == Array(0..<13))
        for layer in layout.layers {
            let places = layer.filter { $0.box != nil }.map(\.x).sorted()
            #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 1 - 1e-9 })
        }
        for path in layout.paths where !path.edge.isLater {
            #expect(zip(path.slots, path.slots.dropFirst()).allSatisfy { $1.layer == $0.layer + 1 })
        }
        #expect(layout.paths.contains { $0.slots.count > 3 })
    }

    @Test func `The picture is one element with a box for every stage, light and dark`() throws {
        let graph = try graph(wide)
        let picture = GraphSVG(graph).text
        #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "))
        #expect(picture.hasSuffix("</svg>"))
        #expect(picture.contains("prefers-color-scheme: dark"))
        #expect(!picture.contains("nan") && !picture.contains("inf"))
        #expect(picture.split(separator: "\n").filter { $0.contains("class=\"box ") }.count == 13)
        #expect(picture.split(separator: "\n").filter { $0.contains("class=\"type\"") }.count == 17)
        #expect(picture.contains(">gate.turns + market</text>"))
        #expect(GraphSVG(try self.graph(TestRegistry.pipeline)).text.contains(">on kill_switch</text>"))
    }
}
