import Foundation
import Testing

/// The risk files that ship, in the pipelines of the page on risk that include them.
@Suite struct RiskFileTests {
    private static let files = ["equities-paper", "equities-live", "crypto-futures"]

    /// A project with the page's pipeline that includes a file, and the repository's `Config`.
    private func project(_ name: String) throws -> URL {
        let page = try String(contentsOf: Program.root.appending(path: "Docs/Risk.md"), encoding: .utf8)
        let fences = page.components(separatedBy: "```")
        let pipeline = try #require(fences.first { $0.contains("include: ../Config/risk/\(name).yaml") })
        let folder = try Folder.project(["Pipelines/p.yaml": String(pipeline.dropFirst("text\n".count))])
        try FileManager.default.copyItem(
            at: Program.root.appending(path: "Config"), to: folder.appending(path: "Config"))
        return folder
    }

    @Test(arguments: files)
    func `a pipeline runs under each file, and says its risk settings`(name: String) async throws {
        let folder = try project(name)
        let outcome = try await Program.run("run", "Pipelines/p.yaml", "--cycles", "30", in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("risk: risk_rate risk.order_rate max_orders="))
        #expect(outcome.errors.contains("risk: settings "))
    }

    @Test func `a percentage without its unit is refused with the fix`() async throws {
        let folder = try project("equities-paper")
        let file = folder.appending(path: "Config/risk/equities-paper.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("max_drawdown: 15%", with: "max_drawdown: 20")
            .write(to: file, atomically: true, encoding: .utf8)
        let outcome = try await Program.run("validate", "Pipelines/p.yaml", in: folder)
        #expect(outcome.status == 78 && outcome.output.contains("did you mean '20%'?"))
    }
}
