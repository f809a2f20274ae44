import Foundation
import SluiceKit
import Testing

@testable import SluiceCLI

/// `sluice plugins new`; that what it writes compiles and keeps the contract is judged by
/// `Tests/Conformance/scaffold`.
@Suite struct NewPluginTests {
    @Test(arguments: StageKind.allCases)
    func `A plugin of every kind starts with a file and a test`(kind: StageKind) throws {
        let project = try Project()
        let outcome = Terminal.run(
            "plugins", "new", kind.rawValue, "two_legs", "--into", project.file("Sources/Desk"), "--tests",
            project.file("Tests/DeskTests"))
        #expect(outcome.status == .ok, "\(outcome.errors)")
        let type = "TwoLegs\(kind.suffix)"
        let source = try project.text(of: "Sources/Desk/\(type).swift")
        let test = try project.text(of: "Tests/DeskTests/\(type)Tests.swift")
        #expect(source.contains("package final class \(type): "))
        #expect(source.contains("\"two_legs\""))
        #expect(test.contains("@testable import Desk\n"))
        #expect(test.contains("PluginContract.breaches(of: [\(type).self])"))
        #expect(!(source + test).contains("@TYPE@") && !(source + test).contains("@ACCESS@"))
        #expect(
            source.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { $0.count <= 110 })
        #expect(outcome.output.contains("uses: \(kind.rawValue).two_legs"))
        #expect(outcome.output.contains(".builtins + [\(type).self]"))
    }

    @Test func `No file is overwritten`() throws {
        let project = try Project(["a/NoonGate.swift": "mine"])
        let outcome = Terminal.run(
            "plugins", "new", "gate", "noon", "--into", project.file("a"), "--tests", project.file("t"))
        #expect(outcome.status == .usage)
        #expect(try project.text(of: "a/NoonGate.swift") == "mine")
        #expect(!FileManager.default.fileExists(atPath: project.file("t")))
    }

    @Test(arguments: ["Noon", "2nd", "noon_", "a__b", "noon-time", "", "../x", "width"])
    func `A name that cannot be one is refused`(name: String) throws {
        let project = try Project()
        let outcome = Terminal.run(
            "plugins", "new", "gate", name, "--into", project.path, "--tests", project.path)
        #expect(outcome.status == .usage)
        #expect(try FileManager.default.contentsOfDirectory(atPath: project.path) == [])
    }

    @Test func `A folder that cannot be made is said`() {
        let outcome = Terminal.run(
            "plugins", "new", "gate", "noon", "--into", "/dev/null/x", "--tests", "/dev/null/y")
        #expect(outcome.status == .environment)
        #expect(outcome.errors.contains("/dev/null/x"))
    }
}
