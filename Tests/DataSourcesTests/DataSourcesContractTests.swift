import CAllocations
import DataSources
import SluiceTestKit
import Testing

@Suite struct DataSourcesContractTests {
    @Test func `every data source keeps the contract`() {
        let csv = "path: market.csv\ninterval: 1d\nstamp: end"
        #expect(
            PluginContract.breaches(
                of: DataSources.all,
                settings: [
                    "data.csv": csv, "data.csv": csv + "\nquotes: { from: close }", "data.simulated": "",
                    "data.simulated": "seed: 5\nclock: wall",
                ],
                allocations: allocation_counter()) == [])
    }
}
