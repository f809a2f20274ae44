import ArgumentParser
import SluiceFiles
import SluiceKit

extension PluginsCommand {
    /// `sluice plugins new`: starts a plugin.
    struct New: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Start a plugin: a file that works, and its test.",
            discussion: """
                In this repository the files go into the room of the kind, elsewhere into Sources/Plugins and
                Tests/PluginsTests of the current folder, unless told otherwise. No file is ever overwritten.
                """
        )

        @Argument(help: "The kind, such as gate.", transform: StageKind.argument)
        var kind: StageKind

        @Argument(help: "The name behind the kind in a pipeline file, in snake case.")
        var name: String

        @Option(help: "The folder that the plugin's file goes into; its last part is the module's name.")
        var into: String?

        @Option(help: "The folder that the test goes into.")
        var tests: String?

        func run(_ program: ProgramContext) throws -> ExitStatus {
            try checkName(program.registry)
            let isHouse = into == nil && NewFile.exists("Plugins/\(kind.room)/\(kind.room).swift")
            let folder = trimmed(into ?? (isHouse ? "Plugins/\(kind.room)" : "Sources/Plugins"))
            let module = folder.split(separator: "/").last.map(String.init) ?? "Plugins"
            let tests = trimmed(tests ?? "Tests/\(module)Tests")
            let scaffold = Scaffold(kind: kind, name: name, module: module, isSharedInPackage: !isHouse)
            let files = [
                NewFile(path: "\(folder)/\(scaffold.type).swift", text: scaffold.source),
                NewFile(path: "\(tests)/\(scaffold.type)Tests.swift", text: scaffold.test),
            ]
            for file in files where NewFile.exists(file.path) {
                throw CommandError(.usage, "\(file.path) is there already")
            }
            for file in files {
                try file.write()
                program.console.line("wrote \(file.path)")
            }
            program.console.line(next(scaffold, isHouse: isHouse, module: module))
            return .ok
        }

        private func checkName(_ registry: Registry) throws {
            let letters = name.utf8
            let isSnakeCase =
                letters.first.map { (97...122).contains($0) } ?? false && letters.count <= 48
                && letters.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
                && letters.last != 95 && !name.contains("__")
            guard isSnakeCase else {
                throw CommandError(
                    .usage,
                    "'\(name)' is no name in snake case: letters and digits, such as 'noon' or 'two_legs'")
            }
            guard registry.plugin("\(kind.rawValue).\(name)") == nil else {
                throw CommandError(.usage, "there is a plugin '\(kind.rawValue).\(name)' already")
            }
        }

        private func trimmed(_ folder: String) -> String {
            folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        }

        private func next(_ scaffold: Scaffold, isHouse: Bool, module: String) -> String {
            let catalogue =
                isHouse
                ? "add `\(scaffold.type).self` to `\(kind.room).all` in Plugins/\(kind.room)/\(kind.room).swift"
                : "hand it to your program: `SluiceProgram(registry: .builtins + [\(scaffold.type).self]).main()`"
            let package =
                isHouse
                ? ""
                : """


                Package.swift needs a target `\(module)` that depends on the product `SluiceKit`, and a test
                target `\(module)Tests` that depends on `\(module)`, `SluiceKit` and `SluiceTestKit`.
                """
            return """

                Next: \(catalogue).
                A pipeline names it `uses: \(kind.rawValue).\(name)`.\(package)
                """
        }
    }
}
