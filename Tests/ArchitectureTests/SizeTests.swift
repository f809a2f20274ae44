import Testing

/// A file can be read in one go, and a function fits on a screen.
@Suite struct SizeTests {
    @Test func `files are short`() throws {
        let house = try House.whole.get()
        for file in house.files { #expect(file.lineCount <= 500, "\(file.path) has \(file.lineCount) lines") }
        let counts = house.products.map(\.lineCount).sorted()
        #expect(counts[counts.count / 2] < 120, "half the files have fewer than 120 lines")
        #expect(counts[counts.count * 9 / 10] < 350, "nine files in ten have fewer than 350 lines")
    }

    @Test func `functions fit on a screen`() throws {
        let files = try House.whole.get().files
        try #require(files.reduce(0) { $0 + $1.functions.count } > 1_000, "the functions were not found")
        for file in files {
            for function in file.functions where function.length > 60 {
                Issue.record("\(file.path):\(function.line): the function has \(function.length) lines")
            }
        }
    }

    @Test func `a file named with a plus extends the type before it`() throws {
        let files = try House.whole.get().files.filter { $0.name.contains("+") }
        try #require(!files.isEmpty)
        for file in files {
            let type = file.name.prefix { $0 != "+" }
            #expect(!file.lines(saying: String(type)).isEmpty, "\(file.path) speaks of no \(type)")
        }
    }

    @Test(arguments: ["Manager", "Helper", "Helpers", "Utils", "Utilities", "Base", "Impl"])
    func `no type is named after nothing`(ending: String) throws {
        let files = try House.whole.get().files
        try #require(!files.isEmpty)
        for file in files {
            for line in file.lines(saying: ending) {
                #expect(!file.declares(typeEndingIn: ending, line: line), "\(file.path):\(line)")
            }
        }
    }
}

extension SourceText {
    /// Whether a line, counted from 1, declares a type whose name ends in a word.
    func declares(typeEndingIn ending: String, line: Int) -> Bool {
        let words = lines[line - 1].split { !$0.isLetter && !$0.isNumber }
        let kinds: Set<Substring> = ["class", "struct", "enum", "protocol", "actor", "typealias"]
        return zip(words, words.dropFirst()).contains { kinds.contains($0) && $1.hasSuffix(ending) }
    }
}
