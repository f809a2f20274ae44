import SluiceDocument
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("max_wieght", "max_weight"), ("gama", "gamma"), ("z_maxx", "z_max"), ("zmx", "z_max"),
    ])
    func `finds the name within two edits`(word: String, name: String) {
        #expect(nearestName(to: word, among: ["z_max", "gamma", "max_weight"]) == name)
    }

    @Test(arguments: ["volume", "", "xy"])
    func `keeps silent when nothing is near`(word: String) {
        #expect(nearestName(to: word, among: ["z_max", "gamma", "ab"]) == nil)
    }
}
