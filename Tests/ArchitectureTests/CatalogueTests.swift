import SluiceBuiltins
import SluiceKit
import Testing

/// Every plugin is registered, kept to the contract, and has tests.
@Suite struct CatalogueTests {
    /// A file that declares a plugin.
    struct PluginFile {
        let room: Room
        let file: SourceText
    }

    /// The words that a plugin's type ends in, by room.
    static let endings = [
        "AlertSinks": ["AlertSink"], "Arbiters": ["Arbiter"], "Blenders": ["Blender"], "Brokers": ["Broker"],
        "Calibrators": ["Calibrator"], "DataSources": ["Bars", "Market"], "Executions": ["Execution"],
        "Gates": ["Gate"], "Learners": ["Learner"], "Predictors": ["Predictor"], "RiskChecks": ["RiskCheck"],
        "Sizers": ["Sizer"],
    ]

    func plugins() throws -> [PluginFile] {
        let house = try House.whole.get()
        let found = house.rooms.filter(\.holdsPlugins).flatMap { room in
            house.files(of: room).filter(\.declaresPlugin).map { PluginFile(room: room, file: $0) }
        }
        try #require(found.count >= 15, "the plugins were not found")
        return found
    }

    @Test func `every plugin is on its room's list, and the registry has them all`() throws {
        let house = try House.whole.get()
        let plugins = try plugins()
        for plugin in plugins {
            let list = house.files(of: plugin.room).first { $0.name == plugin.room.name }
            let isListed = list?.lines(saying: "\(plugin.file.name).self").isEmpty == false
            #expect(isListed, "\(plugin.file.path) is not on the list of \(plugin.room.name)")
        }
        #expect(Registry.builtins.plugins.count == plugins.count)
        let types = Set(Registry.builtins.plugins.map { "\($0.type)" })
        #expect(Set(plugins.map(\.file.name)).symmetricDifference(types) == [])
    }

    @Test func `a plugin is named after its kind, and its file after it`() throws {
        for plugin in try plugins() {
            let endings = try #require(Self.endings[plugin.room.name], "\(plugin.room.name) has no ending")
            #expect(endings.contains(where: plugin.file.name.hasSuffix), "\(plugin.file.path)")
            #expect(
                !plugin.file.lines(saying: "final class \(plugin.file.name): ").isEmpty, "\(plugin.file.path)"
            )
        }
    }

    @Test func `every plugin has a file of tests`() throws {
        let tests = Set(try House.whole.get().files.map(\.path))
        for plugin in try plugins() {
            let wanted = "/\(plugin.file.name)Tests.swift"
            let has = tests.contains {
                $0.hasPrefix("Tests/\(plugin.room.name)Tests/") && $0.hasSuffix(wanted)
            }
            #expect(has, "\(plugin.file.path) has no Tests/\(plugin.room.name)Tests\(wanted)")
        }
    }

    @Test func `every room of plugins keeps the contract, allocations counted`() throws {
        let house = try House.whole.get()
        let rooms = house.rooms.filter(\.holdsPlugins)
        try #require(!rooms.isEmpty)
        for room in rooms {
            let callers = house.files.filter { file in
                file.path.hasPrefix("Tests/\(room.name)Tests/")
                    && !file.lines(saying: "PluginContract").isEmpty
                    && !file.lines(saying: "\(room.name).all").isEmpty
                    && !file.lines(saying: "allocation_counter()").isEmpty
            }
            #expect(!callers.isEmpty, "no test calls PluginContract for \(room.name).all with allocations")
        }
    }
}

extension SourceText {
    /// Whether a plugin is declared here.
    fileprivate var declaresPlugin: Bool {
        ["static let manifest", "static var manifest"].contains { !lines(saying: $0).isEmpty }
    }
}
