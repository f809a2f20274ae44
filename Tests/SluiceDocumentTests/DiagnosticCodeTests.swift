import SluiceDocument
import Testing

@Suite struct DiagnosticCodeTests {
    @Test func `codes are unique, in order, and of one form`() {
        let ids = DiagnosticCode.all.map(\.id)
        #expect(ids.count >= 17)
        let numbers = ids.compactMap { Int($0.dropFirst()) }
        #expect(numbers == Set(numbers).sorted())
        for id in ids {
            #expect(id.count == 5 && "EW".contains(id.prefix(1)) && Int(id.dropFirst()) != nil, "\(id)")
        }
    }

    @Test(arguments: DiagnosticCode.all)
    func `each code has a title and a page of at least two sentences`(_ code: DiagnosticCode) {
        #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
        let sentences = code.explanation.split(separator: "\n").joined(separator: " ").split(separator: ". ")
        #expect(sentences.count >= 2, "\(code): \(code.explanation)")
        #expect(code.explanation.last.map { ".`".contains($0) } == true, "\(code)")
    }

    @Test func `a code is found by its name`() {
        #expect(DiagnosticCode.named("e0102") == .duplicateKey)
        #expect(DiagnosticCode.named("E9999") == nil)
    }
}
