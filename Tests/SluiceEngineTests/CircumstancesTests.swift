import SluiceKit
import Testing

@testable import SluiceEngine

@Suite struct CircumstancesTests {
    @Test(arguments: 0..<16)
    func `a word reads back as what it was made of`(bits: Int) {
        let written = RecordedCircumstances(
            hasRun: bits & 1 != 0, isSimulated: bits & 2 != 0, isLate: bits & 4 != 0, isFreed: bits & 8 != 0)
        let read = RecordedCircumstances(written.word)
        #expect(read == written && read.digestForm == Digest.form)
    }

    @Test func `a word of an older program says that its digests are of the first form`() {
        let read = RecordedCircumstances(3)
        #expect(read.hasRun && !read.isSimulated && read.digestForm == 0 && Digest.form != 0)
    }
}
