import ArgumentParser
import SluiceKit
import SluicePipeline
import SluiceReference

/// `sluice graph`: what feeds what.
struct GraphCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Print the graph of a pipeline: its stages and what flows between them.",
        discussion: """
            The file must be valid; its findings go to standard error. The picture needs no other program:
            `sluice graph FILE --format svg > graph.svg`.
            """
    )

    /// How the graph is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case mermaid
        case dot
        case svg
    }

    @OptionGroup var pipeline: PipelineArguments

    @Option(help: "Write lines, the language of Mermaid or of Graphviz, or a picture.")
    var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let plan = try pipeline.load(program, mode: nil, isStrict: false).plan(program.console)
        let graph = PipelineGraph(plan)
        switch format {
        case .text: program.console.line(GraphText(graph).text)
        case .mermaid: program.console.line(GraphMermaid(graph).text)
        case .dot: program.console.line(GraphDOT(graph).text)
        case .svg: program.console.line(GraphSVG(graph).text)
        }
        return .ok
    }
}
