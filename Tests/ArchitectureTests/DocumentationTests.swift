import Testing

/// Every public declaration says what it is.
@Suite struct DocumentationTests {
    @Test func `public declarations are documented`() throws {
        let files = try House.whole.get().products
        let declarations = files.reduce(0) { $0 + $1.lines(saying: "public ").count }
        try #require(declarations > 500, "the public declarations were not found")
        for file in files {
            for line in file.undocumented { Issue.record("\(file.path):\(line): say what this is") }
        }
    }

    @Test func `every page of the scripts says what it does`() throws {
        let scripts = try House.paths(below: "bin", ending: "").filter {
            !$0.hasSuffix("/lib") && !$0.hasSuffix(".profdata")
        }
        try #require(scripts.count >= 3)
        for script in scripts {
            let lines = try House.text(script).split(separator: "\n").prefix(2)
            #expect(lines.last?.hasPrefix("# ") == true, "\(script)")
        }
    }
}
