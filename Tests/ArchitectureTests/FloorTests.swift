import Testing

/// A target imports exactly the targets that the table in `Package.swift` says it uses.
@Suite struct FloorTests {
    @Test func `imports are the declared ones, no more and no fewer`() throws {
        let house = try House.whole.get()
        let names = Set(house.rooms.map(\.name))
        for room in house.rooms where !room.isC {
            let files = house.files(of: room)
            try #require(!files.isEmpty, "\(room.name) has no source in \(room.folder)")
            let imported = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }.intersection(names)
            #expect(imported.subtracting(room.uses) == [], "\(room.name) imports what it does not declare")
            #expect(room.uses.subtracting(imported) == [], "\(room.name) declares what it does not import")
        }
    }

    @Test func `every source stands in a room`() throws {
        let house = try House.whole.get()
        // Fuzz targets are compiled by bin/lib/fuzz.
        for file in house.files where !file.path.hasPrefix("Tests/Fuzz/") {
            let rooms = house.rooms.filter { file.path.hasPrefix($0.folder + "/") }
            #expect(rooms.count == 1, "\(file.path) stands in \(rooms.map(\.name))")
        }
    }

    @Test func `a fuzz target names every room that its rooms use, before them`() throws {
        let house = try House.whole.get()
        let lists = try House.paths(below: "Tests/Fuzz", ending: "/rooms")
        try #require(lists.count >= 5, "no fuzz target was found")
        for list in lists {
            let names = try House.text(list).split(whereSeparator: \.isWhitespace).map(String.init)
            for (place, name) in names.enumerated() {
                let room = try #require(house.rooms.first { $0.name == name }, "\(list): no room \(name)")
                // A library of the system comes by the target's flags.
                let missing = room.uses.subtracting(names[..<place]).filter { use in
                    house.rooms.contains { $0.name == use && $0.kind != "system" }
                }
                #expect(missing.isEmpty, "\(list): \(name) uses \(missing), not named before it")
            }
        }
    }

    @Test func `what ships uses nothing of the tests`() throws {
        let house = try House.whole.get()
        let forTests = Set(house.rooms.filter(\.isForTests).map(\.name))
        let shipping = house.rooms.filter { !$0.isForTests }
        try #require(!forTests.isEmpty && !shipping.isEmpty)
        for room in shipping {
            #expect(room.uses.intersection(forTests) == [], "\(room.name) uses a room of the tests")
        }
        // The test kit is for tests, also those of other packages.
        for room in shipping where room.name != "SluiceTestKit" {
            #expect(!room.uses.contains("SluiceTestKit"), "\(room.name) uses the test kit")
        }
    }

    @Test func `each C library is imported by one target`() throws {
        let house = try House.whole.get()
        let libraries = house.rooms.filter { $0.isC && !$0.isForTests }
        try #require(libraries.count >= 3)
        for library in libraries {
            let users = house.rooms.filter { !$0.isForTests && $0.uses.contains(library.name) }
            #expect(users.count == 1, "\(library.name) is used by \(users.map(\.name))")
        }
    }

    @Test func `plugins import what a plugin author may`() throws {
        let house = try House.whole.get()
        let allowed: Set = [
            "SluiceKit", "SluiceMarket", "SluiceNumerics", "SluiceDocument", "Glibc", "Synchronization",
        ]
        let rooms = house.rooms.filter(\.holdsPlugins)
        try #require(rooms.count >= 10)
        for room in rooms {
            let more: Set<String> = room.name == "Predictors" ? ["SluiceModels"] : []
            for file in house.files(of: room) {
                #expect(file.imports.subtracting(allowed.union(more)) == [], "\(file.path)")
            }
        }
    }

    @Test func `plugins are known to the catalogue alone`() throws {
        let house = try House.whole.get()
        let plugins = Set(house.rooms.filter(\.holdsPlugins).map(\.name))
        let users = house.rooms.filter { !$0.isForTests && !$0.uses.isDisjoint(with: plugins) }
        #expect(users.map(\.name) == ["SluiceBuiltins"])
        #expect(users.first.map { plugins.subtracting($0.uses) } == [])
    }

    @Test func `argument parsing stays with the commands, and Foundation outside what ships`() throws {
        for file in try House.whole.get().products {
            if file.imports.contains("ArgumentParser") {
                #expect(file.path.hasPrefix("Sources/SluiceCLI/"), "\(file.path)")
            }
            #expect(file.imports.isDisjoint(with: ["Foundation", "FoundationNetworking"]), "\(file.path)")
        }
    }
}
